using StbImageWriteSharp;

namespace Lana.Samples;

/// <summary>Images as files.</summary>
internal static class Images
{
    /// <summary>A PNG file with a different number in nearly every pixel.</summary>
    public static byte[] Png(int height, int width)
    {
        var pixels = Enumerable.Range(0, height * width * 3).Select(i => (byte)(((i * 37) + (i / 11 * 5)) % 251)).ToArray();
        using var file = new MemoryStream();
        new ImageWriter().WritePng(pixels, width, height, ColorComponents.RedGreenBlue, file);
        return file.ToArray();
    }
}
