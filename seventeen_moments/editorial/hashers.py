from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id with the parameters that OWASP recommends.

    With Django's, each login takes 100 MB and eight processors: eight at once, which anybody can
    send, took 800 MB and ten times as long.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
