namespace Lana.Data;

/// <summary>Labelled images held in memory as bytes, normalised and augmented when they are read.</summary>
/// <remarks>Thread-safe. A batch depends only on images, options, indices and the seed of the augmentation.</remarks>
public sealed class ImageArraySource : IBatchSource
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly ImageArrayOptions _options;
    private readonly ImageWriter _writer;
    private readonly Lazy<string> _fingerprint;

    /// <summary>Creates a source from images and labels in memory.</summary>
    /// <param name="pixels">The images [N, C, H, W], 0 to 255. Not copied: it must not change afterwards.</param>
    /// <param name="shape">[C, H, W].</param>
    /// <param name="labels">N class labels. Not copied: it must not change afterwards.</param>
    /// <param name="options">Classes, normalisation and augmentation.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a label is outside 0 to classes − 1, or the
    /// number of means or standard deviations does not match the number of channels.</exception>
    public ImageArraySource(
        ReadOnlyMemory<byte> pixels, FeatureShape shape, ReadOnlyMemory<int> labels, ImageArrayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!shape.IsValid || labels.IsEmpty || pixels.Length != labels.Length * (Int128)shape.Count)
        {
            throw new ArgumentException(
                $"{labels.Length} images {shape} are {labels.Length * (Int128)shape.Count} bytes; got {pixels.Length}.",
                nameof(pixels));
        }

        if (DescribeWrongLabel(labels.Span, options.Classes) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(labels));
        }

        _pixels = pixels;
        _labels = labels;
        _options = options;
        _writer = new ImageWriter(shape, options.Numbers);
        _fingerprint = new Lazy<string>(MakeFingerprint);
        Shape = shape;
    }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <inheritdoc/>
    public FeatureShape Shape { get; }

    /// <summary>The number of classes.</summary>
    public int Classes => _options.Classes;

    /// <summary>The hash of pixels, labels, shape, normalisation and augmentation; computed on demand.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Reads a pair of IDX files, such as those of MNIST and Fashion-MNIST.</summary>
    /// <param name="imagesPath">The images [N, H, W], plain or compressed with gzip; read as one channel.</param>
    /// <param name="labelsPath">The labels [N], plain or compressed with gzip.</param>
    /// <param name="options">Classes, normalisation, augmentation and the expected shape.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">A path is empty, or there are several means or deviations.</exception>
    /// <exception cref="InvalidDataSourceException">A file is missing or damaged, the two do not belong together, an
    /// image has another size than expected, or a label is outside 0 to classes − 1.</exception>
    public static ImageArraySource FromIdx(string imagesPath, string labelsPath, ImageArrayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (pixels, shape) = ReadImages(imagesPath, options.ExpectedShape);
        var labels = ReadLabels(labelsPath, options.Classes);
        var count = pixels.Length / (int)shape.Count;
        return count == labels.Length
            ? new ImageArraySource(pixels, shape, labels, options)
            : throw new InvalidDataSourceException(
                imagesPath,
                $"its {count} images and the {labels.Length} labels of '{labelsPath}' do not belong together.");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no indices, or one batch of them would exceed 2 GB.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to <see cref="Count"/> − 1.</exception>
    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        IndexGuard.Check(indices, Count);
        var length = (int)Shape.Count;
        var pixels = new ReadOnlyMemory<byte>[indices.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = _pixels.Slice(indices[i] * length, length);
        }

        return _writer.WriteBatch(indices, augmentation, pixels, _labels.Span);
    }

    private static (ReadOnlyMemory<byte> Pixels, FeatureShape Shape) ReadImages(string path, FeatureShape? expected)
    {
        var file = IdxFile.Read(path);
        if (file.Dimensions is not [_, var height, var width])
        {
            throw new InvalidDataSourceException(path, "it holds labels, not images: were the two paths exchanged?");
        }

        var shape = new FeatureShape(1, height, width);
        return expected is null || expected == shape
            ? (file.Values, shape)
            : throw new InvalidDataSourceException(path, $"its images are {shape}; expected {expected}.");
    }

    private static int[] ReadLabels(string path, int classes)
    {
        var file = IdxFile.Read(path);
        if (file.Dimensions.Length != 1)
        {
            throw new InvalidDataSourceException(path, "it holds images, not labels: were the two paths exchanged?");
        }

        int[] labels = [.. MemoryMarshal.ToEnumerable(file.Values).Select(value => (int)value)];
        return DescribeWrongLabel(labels, classes) is { } wrong
            ? throw new InvalidDataSourceException(path, wrong)
            : labels;
    }

    private static string? DescribeWrongLabel(ReadOnlySpan<int> labels, int classes)
    {
        var index = labels.IndexOfAnyExceptInRange(0, classes - 1);
        return index < 0 ? null : $"Label {labels[index]} of example {index} is outside 0 to {classes - 1}.";
    }

    private string MakeFingerprint()
    {
        using var hash = new ContentHash();
        hash.Add("images").Add(Shape.ToString()).Add(Classes);
        hash.Add(_pixels.Span).Add(MemoryMarshal.AsBytes(_labels.Span));
        _options.Numbers.AddTo(hash);
        return hash.ToText();
    }
}
