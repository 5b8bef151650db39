namespace Lana.Internal;

/// <summary>Identifies, by its first bytes, a file that is not of the expected kind.</summary>
internal static class FileKind
{
    /// <summary>The number of bytes that are examined.</summary>
    public const int Length = 64;

    // Other formats of models; the reader's advice describes how to convert them.
    private static readonly (byte[] Start, string Kind)[] Models =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive, as PyTorch's .pt and .pth files are"),
        ([0x80, 0x02], "a Python pickle"),
        ([0x80, 0x04], "a Python pickle"),
        ([0x89, .. "HDF\r\n"u8], "an HDF5 file"),
    ];

    private static readonly (byte[] Start, string Kind)[] Others =
    [
        ([.. "version https://git-lfs"u8], "a Git LFS pointer: the file itself was not downloaded (git lfs pull)"),
        ([0x93, .. "NUMPY"u8], "a NumPy file"),
        ([0x1F, 0x8B], "a gzip archive: unpack it"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x89, .. "PNG"u8], "a PNG image"),
        ([.. "GIF8"u8], "a GIF image"),
        ([.. "BM"u8], "a BMP image"),
        ([.. "II*\0"u8], "a TIFF image"),
        ([.. "MM\0*"u8], "a TIFF image"),
        ([.. "%PDF"u8], "a PDF file"),
        ([0x7F, .. "ELF"u8], "a program"),
    ];

    /// <summary>Returns the kind of a file, for example <c>an HTML page</c>; null if it is not known.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="modelAdvice">The advice for a model in another format; null if no model was expected.</param>
    public static string? Of(ReadOnlySpan<byte> start, string? modelAdvice = null)
    {
        if (Find(Models, start) is { } model)
        {
            return modelAdvice is null ? model : $"{model}: {modelAdvice}";
        }

        if (Find(Others, start) is { } known)
        {
            return known;
        }

        if (start.Length >= 12 && start[..4].SequenceEqual("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8))
        {
            return "a WebP image";
        }

        if (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8))
        {
            return "a HEIF or AVIF image, or a video";
        }

        var text = Encoding.Latin1.GetString(start.StartsWith(Encoding.UTF8.Preamble) ? start[3..] : start).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                ? "an HTML page, as servers send in place of a file"
            : text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<svg", StringComparison.Ordinal)
                ? "an XML file"
            : text.StartsWith('{') ? "a JSON text"
            : null;
    }

    private static string? Find((byte[] Start, string Kind)[] kinds, ReadOnlySpan<byte> start)
    {
        foreach (var (bytes, kind) in kinds)
        {
            if (start.StartsWith(bytes))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Returns the kind of a file, or its first bytes if the kind is not known.</summary>
    public static string Describe(ReadOnlySpan<byte> start) => Of(start) is { } kind
        ? $"it is {kind}"
        : $"it begins with {Convert.ToHexStringLower(start[..Math.Min(4, start.Length)])}";
}
