namespace Lana.Data;

/// <summary>What the header of an image file claims, checked against the file before anything is allocated.</summary>
/// <param name="Width">The width in pixels, as they are stored.</param>
/// <param name="Height">The height in pixels, as they are stored.</param>
/// <param name="Orientation">How the stored pixels are to be turned: 1 to 8, as EXIF counts.</param>
internal readonly record struct ImageHeader(int Width, int Height, int Orientation = ExifOrientation.Upright)
{
    public long Pixels => (long)Width * Height;

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels) =>
        PngStructure.Matches(file) ? PngStructure.Read(file, maxPixels)
        : JpegStructure.Matches(file) ? JpegStructure.Read(file, maxPixels)
        : throw new InvalidDataException(
            $"it is neither JPEG nor PNG: {FileKind.Describe(file[..Math.Min(FileKind.Length, file.Length)])}");

    /// <summary>Refuses sizes that are not allowed or that the file cannot hold.</summary>
    /// <param name="dataLength">The bytes of compressed pixels, or those of the file.</param>
    /// <param name="maxPixels">The most pixels that are allowed.</param>
    /// <param name="maxPixelsPerByte">The most pixels that a byte can stand for in this format.</param>
    public void Check(long dataLength, int maxPixels, double maxPixelsPerByte)
    {
        if (Width < 1 || Height < 1 || Pixels > maxPixels)
        {
            throw new InvalidDataException(
                $"its header says {Width} × {Height} pixels; 1 to {maxPixels} are allowed " +
                $"({nameof(ImageFolderOptions.MaxPixels)})");
        }

        if (Pixels > maxPixelsPerByte * dataLength)
        {
            throw new InvalidDataException(
                $"its header says {Width} × {Height} pixels, which {dataLength} bytes cannot hold");
        }
    }
}
