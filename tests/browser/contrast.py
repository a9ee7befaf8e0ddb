"""Measures the contrast of text on whatever lies behind it, where axe gives up (pictures, gradients, elements over each other)."""

from __future__ import annotations

import base64

from playwright.sync_api import ElementHandle, Page

# Two photographs, with the text and without it. Where they differ there is text, and the second shows what lies behind it.
_WORST = """async ([shown, hidden, ink]) => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  const luminance = rgb => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2])
  const pixels = async png => {
    const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob())
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d")
    pen.drawImage(picture, 0, 0)
    return pen.getImageData(0, 0, picture.width, picture.height).data
  }
  const [a, b] = [await pixels(shown), await pixels(hidden)], text = luminance(ink)
  let worst = Infinity
  for (let i = 0; i < b.length; i += 4) {
    if (Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]) < 24) continue
    const ground = luminance(b.slice(i, i + 3))
    worst = Math.min(worst, (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05))
  }
  return worst === Infinity ? 1 : worst
}"""
_INK = """element => {
  const style = getComputedStyle(element)
  return (element instanceof SVGElement ? style.fill : style.color).match(/[\\d.]+/g).slice(0, 3).map(Number)
}"""
_HIDE = """element => {
  const kept = element.getAttribute("style"), none = "transparent !important"
  element.setAttribute("style", `${kept || ""};color:${none};fill:${none};text-decoration-color:${none}`)
  return kept
}"""
_SHOW = "(element, kept) => kept === null ? element.removeAttribute('style') : element.setAttribute('style', kept)"
_LARGE = """element => {
  const style = getComputedStyle(element), size = parseFloat(style.fontSize)
  return size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700)
}"""


def worst_contrast(page: Page, element: ElementHandle) -> float:
    """The lowest ratio (1 to 21, by WCAG 2) between a text's colour and any pixel that its letters cover; 1 for text not seen."""
    element.evaluate("element => element.scrollIntoView({block: 'center'})")  # not under the header, which stays on top
    ink, shown = element.evaluate(_INK), element.screenshot()
    kept = element.evaluate(_HIDE)
    try:
        hidden = element.screenshot()
    finally:
        element.evaluate(_SHOW, kept)
    return float(page.evaluate(_WORST, [*(base64.b64encode(png).decode() for png in (shown, hidden)), ink]))


def wanted_contrast(element: ElementHandle) -> float:
    """3 for large text, 4.5 for other (WCAG 2, success criterion 1.4.3)."""
    return 3.0 if element.evaluate(_LARGE) else 4.5
