/* The theme's search worker, with one thing added: letters count as the same with and without their marks (Č and C, ö and o, ł and l), both in
   the pages and in what is typed. Which worker that is stands behind the "?" of this file's address. */

const WITHOUT_MARKS = {đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", ø: "o", ŧ: "t", æ: "ae", œ: "oe", ß: "ss", þ: "th"}
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đðħıłøŧæœßþ]/g, letter => WITHOUT_MARKS[letter])
// First in line for every message, so it comes before the theme's own listener. The theme compares the words of a query with those found.
addEventListener("message", event => {
  const {type, data} = event.data
  if (type === 2 && fold(data.toLowerCase()) !== data.toLowerCase()) {
    event.stopImmediatePropagation()
    dispatchEvent(new MessageEvent("message", {data: {type, data: fold(data.toLowerCase())}}))
  }
}, {capture: true})

importScripts("javascripts/workers/" + location.search.slice(1))

const foldToken = token => token.update(fold)
lunr.Pipeline.registerFunction(foldToken, "fold")
const ref = lunr.Builder.prototype.ref  // called once for each index, when its pipeline is there and no page has been read yet
lunr.Builder.prototype.ref = function (field) {
  this.pipeline.add(foldToken)
  return ref.call(this, field)
}
