/* Stands before the theme's search worker (named behind the "?" of this file's address) and does two things. The theme's worker is fetched, and
   the index read, only when somebody searches. And letters count as the same with and without their marks (Č and C, ö and o, ł and l), in the
   pages and in what is typed. */

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3  // the theme's kinds of messages
const WITHOUT_MARKS = {đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", ø: "o", ŧ: "t", æ: "ae", œ: "oe", ß: "ss", þ: "th"}
const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[đðħıłøŧæœßþ]/g, letter => WITHOUT_MARKS[letter])
const send = (type, data) => dispatchEvent(new MessageEvent("message", {data: {type, data, ours: true}}))

let setup
addEventListener("message", event => {  // the first listener, so it comes before the theme's
  const {type, data, ours} = event.data
  if (ours) return
  event.stopImmediatePropagation()
  if (type === SETUP) {
    setup = data
    postMessage({type: READY})
  } else if (data.trim()) {
    if (setup) start()
    setTimeout(send, 0, QUERY, fold(data))  // once the setup is done; folded, for the theme compares the words typed with those found
  } else {
    postMessage({type: RESULT, data: {items: []}})
  }
})

function start() {
  importScripts("javascripts/workers/" + location.search.slice(1))
  const foldToken = token => token.update(fold)
  lunr.Pipeline.registerFunction(foldToken, "fold")
  const ref = lunr.Builder.prototype.ref  // called once, when the pipeline is there and no page has been read yet
  lunr.Builder.prototype.ref = function (field) {
    this.pipeline.add(foldToken)
    return ref.call(this, field)
  }
  send(SETUP, setup)
  setup = null
}
