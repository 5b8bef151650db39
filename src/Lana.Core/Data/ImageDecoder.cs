using StbImageSharp;

namespace Lana.Data;

/// <summary>Decodes files to the bytes [C, H, W] of their images. Safe to use from several threads at once.</summary>
internal sealed class ImageDecoder(ImageFolderOptions options)
{
    private const int MaxFileBytes = 1 << 30;

    private bool IsWhole => options.CropShare == 1.0 || options.Fit != ImageFit.Crop;

    /// <summary>Reads an image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isKnown">True if it was decoded before: then it is not checked for damage again.</param>
    public DecodedImage Decode(string path, bool isKnown = false) => Decode(ReadFile(path), path, isKnown);

    /// <summary>Decodes an image.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="isKnown">True if it was decoded before: then it is not checked for damage again.</param>
    public DecodedImage Decode(byte[] file, string name, bool isKnown = false)
    {
        ThrowIfImpossible(file.LongLength, name);
        try
        {
            var header = ImageHeader.Read(file, options.MaxPixels);
            if (!isKnown && JpegStructure.Matches(file))
            {
                JpegCheck.Require(file);
            }

            var image = ImageResult.FromMemory(
                file, options.Channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
            if (image.Width != header.Width || image.Height != header.Height)
            {
                throw new InvalidDataException("it holds an image of another size than its header says");
            }

            if (options.ChannelOrder == ImageChannelOrder.Bgr)
            {
                ExchangeRedAndBlue(image.Data);
            }

            var shape = new FeatureShape(options.Channels, image.Height, image.Width);
            var pixels = ExifOrientation.Apply(image.Data, ref shape, header.Orientation);
            var hash = HashOf(file);
            var given = new SpatialSize(shape.Height, shape.Width);
            if (options.Size is not { } size || (size == given && IsWhole))
            {
                return new DecodedImage(shape, Planar(pixels, shape), hash);
            }

            return new DecodedImage(
                shape with { Height = size.Height, Width = size.Width }, Resize(pixels, shape, size), hash);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataSourceException(name, $"{cause.Message}.", cause);
        }
        catch (Exception cause) when (cause is not (OutOfMemoryException or InvalidDataSourceException))
        {
            // The decoder has no exception of its own: damage can cause any exception.
            throw new InvalidDataSourceException(name, $"its image cannot be decoded: {cause.Message}", cause);
        }
    }

    private byte[] Resize(byte[] pixels, FeatureShape shape, SpatialSize size)
    {
        var window = ImageWindow.Of(shape, size, options);
        if (options.Fit != ImageFit.Letterbox)
        {
            return ImageResizer.Resize(pixels, shape, window, size);
        }

        var inner = Letterbox.Inner(shape, size);
        return Letterbox.Frame(
            ImageResizer.Resize(pixels, shape, window, inner),
            inner,
            shape with { Height = size.Height, Width = size.Width },
            (byte)options.LetterboxFill);
    }

    private static void ExchangeRedAndBlue(Span<byte> interleaved)
    {
        for (var i = 0; i < interleaved.Length; i += 3)
        {
            (interleaved[i], interleaved[i + 2]) = (interleaved[i + 2], interleaved[i]);
        }
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            ThrowIfImpossible(stream.Length, path);
            var file = new byte[stream.Length];
            stream.ReadExactly(file);
            return file;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSourceException(path, $"it cannot be read: {cause.Message}", cause);
        }
    }

    private static void ThrowIfImpossible(long length, string name)
    {
        if (length is 0 or > MaxFileBytes)
        {
            throw new InvalidDataSourceException(name, $"it has {length} bytes; an image file has 1 to {MaxFileBytes}.");
        }
    }

    private static string HashOf(byte[] file)
    {
        using var hash = new ContentHash();
        return hash.Add(file).ToText();
    }

    private static byte[] Planar(byte[] interleaved, FeatureShape shape)
    {
        if (shape.Channels == 1)
        {
            return interleaved;
        }

        var planar = new byte[interleaved.Length];
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var plane = planar.AsSpan(channel * shape.Positions, shape.Positions);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = interleaved[(i * shape.Channels) + channel];
            }
        }

        return planar;
    }
}
