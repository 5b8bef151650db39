using StbImageSharp;

namespace ServeStudent;

/// <summary>A decoded image, upright.</summary>
/// <param name="Channels">3 for red, green, blue; 1 for grey.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Pixels">[H, W, C].</param>
internal sealed record Picture(int Channels, int Height, int Width, byte[] Pixels)
{
    private const int MaxPixels = 1 << 26;

    // The most that deflate can hold of one-bit pixels: a larger claim is damage, or an attempt to fill the memory.
    private const long MaxPixelsPerByte = 1032 * 8;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> EndOfJpeg => [0xFF, 0xD9];

    public static Picture Decode(byte[] file, int channels)
    {
        var (width, height) = ReadSize(file);
        if ((long)width * height is < 1 or > MaxPixels || (long)width * height > MaxPixelsPerByte * file.Length)
        {
            throw new InvalidDataException($"Its header says {width} × {height} pixels, which are too many.");
        }

        if (IsPng(file))
        {
            InflatedPng.ThrowIfTooMuch(file, width, height);
        }

        var image = Decoded(() => ImageResult.FromMemory(
            file, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue));
        return Orientation.Apply(new Picture(channels, image.Height, image.Width, image.Data), Orientation.Read(file));
    }

    private static (int Width, int Height) ReadSize(byte[] file)
    {
        if (!IsPng(file) && file is not [0xFF, 0xD8, 0xFF, ..])
        {
            throw new InvalidDataException(
                "It is neither JPEG nor PNG; the body of the request is the file itself, as of curl --data-binary @photo.jpg.");
        }

        // The decoder takes the end of the file for the end of the image.
        if (file.AsSpan().LastIndexOf(IsPng(file) ? "IEND"u8 : EndOfJpeg) < 0)
        {
            throw new InvalidDataException("It is cut short.");
        }

        using var stream = new MemoryStream(file);
        return Decoded(() => ImageInfo.FromStream(stream)) is { } info
            ? (info.Width, info.Height)
            : throw new InvalidDataException("Its header is damaged.");
    }

    private static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngSignature);

    // The decoder has no exception of its own: damage can cause any.
    private static T Decoded<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception damage) when (damage is not OutOfMemoryException)
        {
            throw new InvalidDataException($"It cannot be decoded: {damage.Message}", damage);
        }
    }
}
