namespace Lana.Data;

/// <summary>Classifies files by their names.</summary>
internal static class ImageFiles
{
    private static readonly HashSet<string> Readable = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png" };

    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ".avif", ".bmp", ".cr2", ".dib", ".dng", ".gif", ".heic", ".heif", ".jfif", ".jp2", ".jpe", ".jxl", ".nef", ".pbm",
        ".pgm", ".pnm", ".ppm", ".psd", ".svg", ".tga", ".tif", ".tiff", ".webp",
    };

    /// <summary>Returns true for a file type that Lana reads.</summary>
    public static bool IsReadable(string name) => Readable.Contains(Path.GetExtension(name));

    /// <summary>Returns true for an image, readable or not.</summary>
    public static bool IsImage(string name) => IsReadable(name) || Others.Contains(Path.GetExtension(name));

    /// <summary>Returns true for a file that belongs to the system or a tool.</summary>
    public static bool IsHidden(string name) => name.StartsWith('.');

    /// <summary>The form in which names are compared: systems differ in how they store accents.</summary>
    public static string Compared(string name) => ComposedText.Of(name);
}
