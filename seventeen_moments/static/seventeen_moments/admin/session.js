// Asks whether the session is open before a form is sent. If it has ended, the login appears in a
// dialog over the form, which then continues with the new token.

const dialog = document.querySelector("[data-log-in]")

// Why nothing can be sent, as the value of data-unsaved; null if it can be sent.
export async function refusal() {
  try {
    let session = await ask(dialog.dataset.session)
    if (!session.account) session = await logIn()
    if (!session) return "session"
    if (!session.account) return "second-factor"
    if (session.account !== dialog.dataset.account) return "account"
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = session.token
    return null
  } catch {
    return "connection"
  }
}

async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", ...options })
  if (answer.status >= 500) throw new Error(answer.statusText)
  if (answer.headers.get("Content-Type") === "application/json") return answer.json()
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}

// The session after the login, of no account if a second factor is missing; null if the dialog was
// closed. The login has one step or two.
async function logIn() {
  const { login, session, username } = dialog.dataset
  let answer = await ask(`${login}?${new URLSearchParams({ next: session })}`)
  if (leadsElsewhere(answer)) return {}
  dialog.showModal()
  while (answer instanceof Document) {
    const form = insert(answer, username)
    const data = await sent(form)
    if (!data) return null
    answer = await ask(form.action, { method: "POST", body: data }).catch((error) => {
      dialog.close()
      throw error
    })
    if (leadsElsewhere(answer)) answer = {}
  }
  dialog.close()
  return answer
}

// To the page of the second factor, which the account must set up first.
function leadsElsewhere(answer) {
  return answer instanceof Document && !answer.querySelector("#login-form")
}

function insert(page, username) {
  const form = page.querySelector("#login-form")
  const errors = [...page.querySelectorAll(".errornote")]
  dialog.querySelector("[data-form]").replaceChildren(...errors, form)
  const { username: name, password, code } = form.elements
  if (name) name.value ||= username
  const field = code ?? password
  field.focus()
  return form
}

// What was typed, when the form is sent; null if the dialog is closed.
function sent(form) {
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      resolve(new URLSearchParams(new FormData(form)))
    })
    dialog.addEventListener("close", () => resolve(null), { once: true })
  })
}

dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close())
