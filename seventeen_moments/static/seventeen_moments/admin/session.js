// Asks whether the session is open before a form is sent. If it has ended, the login appears in a
// dialog over the form, which then continues with the new token.

const dialog = document.querySelector("[data-log-in]")

// Why nothing can be sent, as the value of data-unsaved; null if it can be sent.
export async function refusal() {
  try {
    let session = await ask(dialog.dataset.session)
    if (!session.account) session = await logIn()
    if (!session) return "session"
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

// The session after the login, null if the dialog was closed.
async function logIn() {
  const { login, session, username } = dialog.dataset
  const address = `${login}?${new URLSearchParams({ next: session })}`
  let answer = await ask(address)
  dialog.showModal()
  while (answer instanceof Document) {
    const form = insert(answer, username)
    const data = await sent(form)
    if (!data) return null
    answer = await ask(address, { method: "POST", body: data }).catch((error) => {
      dialog.close()
      throw error
    })
  }
  dialog.close()
  return answer
}

function insert(page, username) {
  const form = page.querySelector("#login-form")
  const errors = [...page.querySelectorAll(".errornote")]
  dialog.querySelector("[data-form]").replaceChildren(...errors, form)
  const [name, password] = ["username", "password"].map((field) => form.elements[field])
  name.value ||= username
  password.focus()
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
