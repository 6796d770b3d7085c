// The texts that this browser keeps, in IndexedDB: localStorage has no room for a long essay. Where
// the browser keeps nothing, as in some private windows, each list is empty.

const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open("seventeen-moments", 1)
    request.onupgradeneeded = () => request.result.createObjectStore("texts", { keyPath: "id" })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(null)
  } catch {
    resolve(null)
  }
})

async function transaction(mode, act) {
  const database = await opened
  if (!database) return []
  return new Promise((resolve) => {
    const change = database.transaction("texts", mode)
    const request = act(change.objectStore("texts"))
    if (mode === "readwrite") change.commit() // a page that closes would wait in vain for its end
    change.oncomplete = () => resolve(request?.result ?? [])
    change.onerror = change.onabort = () => resolve([]) // the disk is full
  })
}

export const all = () => transaction("readonly", (store) => store.getAll())
export const put = (text) => transaction("readwrite", (store) => store.put(text))
export const drop = (ids) => transaction("readwrite", (store) => void ids.forEach((id) => store.delete(id)))
