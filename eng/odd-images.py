"""Writes odd JPEG and PNG files, and compares what Lana decodes with what Pillow decodes.

    odd-images.py generate FOLDER
    dotnet run -c Release --project benchmarks/Lana.Benchmarks -- images --folder FOLDER --out RESULTS
    odd-images.py compare FOLDER RESULTS

Needs Pillow and libjpeg-turbo's cjpeg. The comparison fails where Lana accepts a file that Pillow refuses, decodes it to another
size or to other pixels, refuses a sound file of a kind that Lana reads, or names no file when it refuses.
"""

import collections
import io
import pathlib
import struct
import subprocess
import sys
import zlib

from PIL import Image, ImageDraw, ImageOps

# Levels of 256. Inverse transforms round differently. In the last column of JPEG images whose chroma has half the width and the
# full height, Lana's decoder weights the last two chroma samples the other way round.
MOST_MEAN = 0.5
MOST_LEVELS = 4
MOST_LEVELS_IN_LAST_COLUMN = 24

# Kinds that Lana refuses by name; every other sound file has to be read.
REFUSED = ("arithmetic", "progressive-restart", "16-bit", "lossless", "12-bit")
DAMAGED = ("cut-", "zeroed-")


def picture(width=37, height=29):
    """A slope of colours with a few shapes: smooth enough to compare chroma, not so smooth that all decoders agree."""
    image = Image.new("RGB", (width, height))
    image.putdata([(x * 255 // width, y * 255 // height, 255 - (x + y) * 255 // (width + height))
                   for y in range(height) for x in range(width)])
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 5, 18, 17), fill=(210, 190, 60))
    draw.rectangle((22, 10, 33, 24), fill=(40, 90, 120))
    return image


def cjpeg(image, *options):
    data = io.BytesIO()
    image.save(data, "PPM")
    return subprocess.run(["cjpeg", *options], input=data.getvalue(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True).stdout


def saved(image, kind, **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def exif(orientation, order):
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    mark = b"MM\0*" if order == ">" else b"II*\0"
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 1) + entry + bytes(4)


def jpegs(image):
    for name, sampling in {"444": "1x1", "422": "2x1", "420": "2x2", "440": "1x2", "411": "4x1", "410": "4x2",
                           "mixed": "2x2,2x1,1x2", "chroma-larger": "1x1,2x2,2x2", "441": "1x4"}.items():
        yield f"{name}.jpg", cjpeg(image, "-quality", "90", "-sample", sampling)
        yield f"{name}-progressive.jpg", cjpeg(image, "-quality", "90", "-progressive", "-sample", sampling)
        yield f"{name}-restart.jpg", cjpeg(image, "-quality", "90", "-restart", "1", "-sample", sampling)
        yield f"{name}-restart-blocks.jpg", cjpeg(image, "-quality", "90", "-restart", "2B", "-sample", sampling)
    for options in (["-grayscale"], ["-optimize"], ["-rgb"], ["-quality", "1"], ["-quality", "100"], ["-arithmetic"],
                    ["-arithmetic", "-progressive"], ["-progressive", "-restart", "1"], ["-grayscale", "-progressive"],
                    ["-grayscale", "-restart", "1B"], ["-grayscale", "-sample", "2x2"], ["-baseline", "-quality", "3"]):
        yield "".join(options).strip("-") + ".jpg", cjpeg(image, *options)
    yield "cmyk.jpg", saved(image.convert("CMYK"), "JPEG", quality=92)
    yield "cmyk-progressive.jpg", saved(image.convert("CMYK"), "JPEG", quality=92, progressive=True)
    yield "ycck.jpg", with_transform(saved(image.convert("CMYK"), "JPEG", quality=92), 2)
    yield "no-jfif.jpg", without(cjpeg(image), 0xE0)
    yield "12-bit.jpg", with_precision(cjpeg(image), 12)
    yield "icc.jpg", saved(image, "JPEG", icc_profile=bytes(500))
    yield "comment.jpg", saved(image, "JPEG", comment=b"a comment")
    for orientation in range(10):
        yield f"exif-{orientation}.jpg", saved(image, "JPEG", quality=95, exif=exif(orientation, ">"))
        yield f"exif-little-endian-{orientation}.jpg", saved(image, "JPEG", quality=95, exif=exif(orientation, "<"))
    yield "exif-cut.jpg", saved(image, "JPEG", exif=exif(6, ">")[:20])
    yield "jpeg-called.png", cjpeg(image)
    yield "behind-the-end.jpg", cjpeg(image) + b"another file" + cjpeg(image)
    for side in (1, 7, 8, 9, 16, 17):
        yield f"side-{side}.jpg", cjpeg(image.crop((0, 0, side, side + 1)), "-quality", "90")


def without(jpeg, marker):
    place = jpeg.index(bytes((0xFF, marker)))
    return jpeg[:place] + jpeg[place + 2 + int.from_bytes(jpeg[place + 2:place + 4], "big"):]


def with_transform(jpeg, transform):
    """What Adobe's segment says of the colours."""
    place = jpeg.index(b"Adobe") + 11
    return jpeg[:place] + bytes((transform,)) + jpeg[place + 1:]


def with_precision(jpeg, bits):
    place = jpeg.index(b"\xff\xc0")
    return jpeg[:place + 1] + b"\xc1" + jpeg[place + 2:place + 4] + bytes((bits,)) + jpeg[place + 5:]


def chunk(kind, content=b""):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(image, bits, colour, interlaced=False, chunks=(), late=(), parts=1):
    """A PNG file of any kind; samples are those of the picture, scaled to their bits."""
    samples = {0: "L", 2: "RGB", 3: "L", 4: "LA", 6: "RGBA"}[colour]
    pixels = list(image.convert(samples).getdata())
    pixels = [pixel if isinstance(pixel, tuple) else (pixel,) for pixel in pixels]
    width, height = image.size
    rows = b""
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    for left, top, across, down in passes if interlaced else [(0, 0, 1, 1)]:
        for y in range(top, height, down):
            row = [sample for x in range(left, width, across) for sample in pixels[y * width + x]]
            rows += b"\0" + packed(row, bits) if row else b""
    data = zlib.compress(rows)
    size = -(-len(data) // parts)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    return b"".join([b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), *chunks,
                     *(chunk(b"IDAT", data[i:i + size]) for i in range(0, len(data), size)), *late, chunk(b"IEND")])


def packed(row, bits):
    if bits == 16:
        return b"".join(struct.pack(">H", sample * 257) for sample in row)
    per_byte = 8 // bits
    row = [sample >> (8 - bits) for sample in row] + [0] * (-len(row) % per_byte)
    return bytes(sum(row[i + j] << (8 - bits * (j + 1)) for j in range(per_byte)) for i in range(0, len(row), per_byte))


def pngs(image):
    palette = chunk(b"PLTE", bytes((i * 7 * (c + 1) + 20) % 256 for i in range(256) for c in range(3)))
    clear = image.copy()
    clear.putalpha(image.convert("L"))
    for interlaced in (False, True):
        end = "-interlaced.png" if interlaced else ".png"
        for bits in (1, 2, 4, 8, 16):
            yield f"grey-{bits}-bit{end}", png(image, bits, 0, interlaced)
            yield f"grey-{bits}-bit-clear{end}", png(image, bits, 0, interlaced, [chunk(b"tRNS", b"\0\1")])
        for bits in (1, 2, 4, 8):
            table = chunk(b"PLTE", palette[8:8 + 3 * 2 ** bits])
            yield f"palette-{bits}-bit{end}", png(image, bits, 3, interlaced, [table])
            yield f"palette-{bits}-bit-clear{end}", png(image, bits, 3, interlaced, [table, chunk(b"tRNS", b"\0\x80")])
        for bits in (8, 16):
            yield f"rgb-{bits}-bit{end}", png(image, bits, 2, interlaced)
            yield f"rgb-{bits}-bit-clear{end}", png(image, bits, 2, interlaced, [chunk(b"tRNS", b"\0\1\0\2\0\3")])
            yield f"rgba-{bits}-bit{end}", png(clear, bits, 6, interlaced)
            yield f"grey-alpha-{bits}-bit{end}", png(clear, bits, 4, interlaced)
        for side in (1, 2, 3, 4, 5, 7):
            yield f"side-{side}{end}", png(image.crop((0, 0, side, 2 * side - 1)), 8, 2, interlaced)
    yield "gamma.png", png(image, 8, 2, chunks=[chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"sRGB", b"\0")])
    yield "icc.png", saved(image, "PNG", icc_profile=bytes(500))
    yield "many-parts.png", png(image, 8, 2, parts=50, late=[chunk(b"tEXt", b"Title\0odd")])
    yield "filters.png", saved(image, "PNG")
    yield "suggested-palette.png", png(image, 8, 2, chunks=[palette])
    yield "png-called.jpg", png(image, 8, 2)
    for orientation in range(10):
        turned = chunk(b"eXIf", exif(orientation, "<")[6:])
        yield f"exif-{orientation}.png", png(image, 8, 2, chunks=[turned])
        yield f"exif-late-{orientation}.png", png(image, 8, 2, late=[turned])


def damaged(image):
    small = image.crop((3, 3, 27, 20))
    files = {"baseline.jpg": cjpeg(small, "-optimize"), "progressive.jpg": cjpeg(small, "-progressive"),
             "restart.jpg": cjpeg(small, "-optimize", "-restart", "1B"), "rgb.png": png(small, 8, 2),
             "interlaced.png": png(small, 4, 0, True)}
    for name, whole in files.items():
        for length in range(10, len(whole), 10):
            yield f"cut-{length}-{name}", whole[:length]
            if name.endswith("jpg"):
                yield f"cut-{length}-with-end-{name}", whole[:length] + b"\xff\xd9"
        for start in range(0, len(whole), 17):
            yield f"zeroed-{start}-{name}", whole[:start] + bytes(len(whole[start:start + 5])) + whole[start + 5:]


def generate(folder):
    folder.mkdir(parents=True, exist_ok=True)
    image = picture()
    for name, content in [*jpegs(image), *pngs(image), *damaged(image)]:
        (folder / name).write_bytes(content)


def decoded(path):
    """What Pillow makes of a file; None where it refuses it."""
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as image:
            return ImageOps.exif_transpose(image).convert("RGB")
    except Exception:  # Pillow has no exception of its own for damage.
        return None


def difference(path, results):
    """The verdict on a file, and its mean and maximal difference in levels."""
    pillow = decoded(path)
    refusal = results / f"{path.name}.txt"
    if refusal.exists():
        text = refusal.read_text()
        if path.name not in text:
            return "FAILED: the refusal does not name the file: " + text, 0, 0
        if path.name.startswith(DAMAGED) or any(kind in path.name for kind in REFUSED) or pillow is None:
            return "refused", 0, 0
        return "FAILED: a sound file is refused: " + text, 0, 0
    lana = Image.open(results / f"{path.name}.ppm").convert("RGB")
    if pillow is None:
        return "FAILED: Pillow refuses it", 0, 0
    if pillow.size != lana.size:
        return f"FAILED: {lana.size} instead of {pillow.size}", 0, 0
    levels = [abs(a - b) for a, b in zip(pillow.tobytes(), lana.tobytes())]
    row = 3 * pillow.width
    inside = [level for i, level in enumerate(levels) if i % row < row - 3]
    mean, most = sum(levels) / len(levels), max(levels)
    same = mean <= MOST_MEAN and max(inside, default=0) <= MOST_LEVELS and most <= MOST_LEVELS_IN_LAST_COLUMN
    return ("decoded" if same else "FAILED: other pixels"), mean, most


def compare(folder, results):
    rows = [(path.name, *difference(path, results)) for path in sorted(folder.iterdir())]
    for name, verdict, mean, most in rows:
        if not name.startswith(DAMAGED) or verdict not in ("refused", "decoded"):
            print(f"{name:40} {verdict:10} {mean:6.2f} {most:4}")
    counts = collections.Counter(verdict.split(":")[0] for _, verdict, _, _ in rows)
    print(f"{len(rows)} files: {dict(counts)}; of those decoded the largest mean difference is "
          f"{max(row[2] for row in rows):.2f} levels, the largest of one value {max(row[3] for row in rows)}")
    return 0 if counts["FAILED"] == 0 and counts["decoded"] > 100 else 1


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "generate":
        generate(pathlib.Path(sys.argv[2]))
    elif len(sys.argv) == 4 and sys.argv[1] == "compare":
        sys.exit(compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
    else:
        sys.exit(__doc__)
