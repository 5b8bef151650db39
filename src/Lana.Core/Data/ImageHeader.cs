namespace Lana.Data;

/// <summary>The size and orientation in the header of an image file, checked against the file before anything is
/// allocated.</summary>
/// <param name="Width">The width in pixels, as they are stored.</param>
/// <param name="Height">The height in pixels, as they are stored.</param>
/// <param name="Orientation">The orientation of the stored pixels: 1 to 8, as in EXIF.</param>
internal readonly record struct ImageHeader(int Width, int Height, int Orientation = ExifOrientation.Upright)
{
    public long Pixels => (long)Width * Height;

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels) =>
        PngStructure.Matches(file) ? PngStructure.Read(file, maxPixels)
        : JpegStructure.Matches(file) ? JpegStructure.Read(file, maxPixels)
        : throw new InvalidDataException(
            $"it is neither JPEG nor PNG: {FileKind.Describe(file[..Math.Min(FileKind.Length, file.Length)])}");

    /// <summary>Refuses sizes that are not allowed or that the file cannot hold.</summary>
    /// <param name="dataLength">The number of bytes of compressed pixels, or of the file.</param>
    /// <param name="maxPixels">The maximum number of pixels.</param>
    /// <param name="maxPixelsPerByte">The maximum number of pixels per byte in this format.</param>
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
