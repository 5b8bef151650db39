namespace Lana.Data;

/// <summary>What the header of an image file claims, checked against the file before anything is allocated.</summary>
internal readonly record struct ImageHeader(int Width, int Height)
{
    /// <summary>The maximum bytes of pixels per byte of a file: the limit of deflate.</summary>
    public const int MaxRatio = 1032;

    public long Pixels => (long)Width * Height;

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels) =>
        PngStructure.Matches(file) ? PngStructure.Read(file, maxPixels)
        : JpegStructure.Matches(file) ? JpegStructure.Read(file, maxPixels)
        : throw new InvalidDataException(
            $"it is neither JPEG nor PNG: {FileKind.Describe(file[..Math.Min(FileKind.Length, file.Length)])}");

    /// <summary>Refuses sizes that are not allowed or that the file cannot hold.</summary>
    public void Check(long fileLength, int maxPixels, int bitsPerPixel)
    {
        if (Width < 1 || Height < 1 || Pixels > maxPixels)
        {
            throw new InvalidDataException(
                $"its header says {Width} × {Height} pixels; 1 to {maxPixels} are allowed " +
                $"({nameof(ImageFolderOptions.MaxPixels)})");
        }

        if (Pixels * bitsPerPixel / 8 > (long)MaxRatio * fileLength)
        {
            throw new InvalidDataException(
                $"its header says {Width} × {Height} pixels, which {fileLength} bytes cannot hold");
        }
    }
}
