namespace Lana.Data;

/// <summary>What the name of a file says about it.</summary>
internal static class ImageFiles
{
    private static readonly HashSet<string> Readable = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png" };

    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ".avif", ".bmp", ".cr2", ".dib", ".dng", ".gif", ".heic", ".heif", ".jfif", ".jp2", ".jpe", ".jxl", ".nef", ".pbm",
        ".pgm", ".pnm", ".ppm", ".psd", ".svg", ".tga", ".tif", ".tiff", ".webp",
    };

    /// <summary>Whether Lana reads such files.</summary>
    public static bool IsReadable(string name) => Readable.Contains(Path.GetExtension(name));

    /// <summary>Whether it is an image, readable or not.</summary>
    public static bool IsImage(string name) => IsReadable(name) || Others.Contains(Path.GetExtension(name));

    /// <summary>Whether it belongs to the system or a tool.</summary>
    public static bool IsHidden(string name) => name.StartsWith('.');

    /// <summary>A name as it is compared: systems differ in how they store accents.</summary>
    public static string Compared(string name) => ComposedText.Of(name);
}
