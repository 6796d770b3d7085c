"""Domains at which anybody can have an address. To block one blocks many people."""

PUBLIC_MAIL = {
    *("aol.com", "fastmail.com", "gmail.com", "googlemail.com", "hotmail.com", "icloud.com"),
    *("live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com"),
    *("yahoo.com", "ymail.com", "gmx.de", "gmx.net", "t-online.de", "web.de", "163.com", "qq.com"),
    *("bk.ru", "inbox.ru", "list.ru", "mail.ru", "rambler.ru", "ya.ru", "yandex.com", "yandex.ru"),
    *("i.ua", "ukr.net", "onet.pl", "wp.pl", "seznam.cz", "free.fr", "orange.fr", "libero.it"),
}
