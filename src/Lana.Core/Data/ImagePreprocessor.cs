namespace Lana.Data;

/// <summary>Converts an image file to the input of a network, for an application that runs the network. It gives the
/// same numbers as an <see cref="ImageFolderSource"/> with the same options, and does not need torch. Safe to use from
/// several threads at once.</summary>
public sealed class ImagePreprocessor
{
    private readonly ImageDecoder _decoder;
    private readonly ImageWriter _writer;

    /// <summary>Creates a preprocessor.</summary>
    /// <param name="options">The options that the network was trained with; its size must be set. Augmentation is
    /// ignored.</param>
    /// <exception cref="ArgumentException">There is no size, the numbers of means or deviations do not match the channels, or
    /// an option has no effect with the others.</exception>
    public ImagePreprocessor(ImageFolderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ImageFolderGuard.Require(options);
        var size = options.Size ?? throw new ArgumentException(
            $"{nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.Size)} is the size of the network's input; it is not set.",
            nameof(options));
        Shape = new FeatureShape(options.Channels, size.Height, size.Width);
        _decoder = new ImageDecoder(options);
        _writer = new ImageWriter(Shape, options.Numbers);
    }

    /// <summary>The shape of the numbers, [C, H, W].</summary>
    public FeatureShape Shape { get; }

    /// <summary>Reads an image.</summary>
    /// <param name="file">The bytes of a JPEG or PNG file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <returns>Normalised numbers, [C, H, W].</returns>
    /// <exception cref="InvalidDataSourceException">The file is damaged, of another format, or larger than
    /// <see cref="ImageFolderOptions.MaxPixels"/>.</exception>
    public float[] Read(byte[] file, string name = "image")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        var numbers = new float[Shape.Count];
        _writer.Write(_decoder.Decode(file, name).Pixels, numbers, default);
        return numbers;
    }
}
