using System.Runtime.ExceptionServices;

namespace Lana.Data;

/// <summary>JPEG and PNG images in one folder per class, whose name is the class, or without labels
/// (<see cref="ImageFolderOptions.Labels"/>).</summary>
/// <remarks>Opening decodes every image once, so that unreadable files are known before any training. Images stay in
/// memory up to <see cref="ImageFolderOptions.CacheBytes"/>; others are decoded at every read. Files are in ordinal
/// order, class by class, including those in subfolders of a class; names that begin with a dot are ignored. Names are
/// compared in Unicode's composed form, so that a folder has the same classes on every system. Images are rotated
/// according to their EXIF data. Thread-safe. A batch depends only on files, options, indices and the seed of the
/// augmentation.</remarks>
/// <example>
/// <code>
/// var train = ImageFolderSource.Open("cifar10/train", new ImageFolderOptions
/// {
///     Augmentation = new ImageAugmentation { Padding = 4, HorizontalFlip = true },
/// });
/// var test = ImageFolderSource.Open("cifar10/test", new ImageFolderOptions { Classes = train.Classes });
/// </code>
/// </example>
public sealed class ImageFolderSource : IBatchSource
{
    private readonly IReadOnlyList<FolderImage> _images;
    private readonly int[] _labels;
    private readonly ImageDecoder _decoder;
    private readonly ImageWriter _writer;
    private readonly ParallelOptions _limits;

    private ImageFolderSource(ClassFolders folders, ImageFolderOptions options, ImageFolderScan scan)
    {
        (_images, _decoder, _limits) = (scan.Images, scan.Decoder, scan.Limits);
        (Shape, Classes, Skipped, Ignored) = (scan.Shape, folders.Classes, scan.Skipped, folders.Ignored);
        _labels = [.. _images.Select(image => image.File.Label).OfType<int>()];
        _writer = new ImageWriter(scan.Shape, options.Numbers);
        Fingerprint = MakeFingerprint(folders, options);
    }

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <inheritdoc/>
    public FeatureShape Shape { get; }

    /// <summary>The classes' names in the order of their labels; empty without labels.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The images that could not be read and were left out, each with the reason; empty unless
    /// <see cref="ImageFolderOptions.SkipUnreadable"/> is set.</summary>
    public IReadOnlyList<InvalidDataSourceException> Skipped { get; }

    /// <summary>The files and links that are not images and were left out.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>The hash of every file's class, name and bytes, and of the options that change the pixel values.</summary>
    public string Fingerprint { get; }

    /// <summary>Opens a folder: reads and checks every image in it.</summary>
    /// <param name="folder">The folder that contains one folder per class, or the images.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Receives the progress; null disables reporting.</param>
    /// <param name="cancellationToken">Stops within one image per worker.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">There is no folder name, means or deviations do not fit the channels, or an
    /// option has no effect with the others.</exception>
    /// <exception cref="InvalidDataSourceException">A folder is missing, empty or unexpected, an image is damaged, of another
    /// format or in no class, a class has no image that can be read, or sizes differ and the options name none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImageFolderSource Open(
        string folder,
        ImageFolderOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new ImageFolderOptions();
        ImageFolderGuard.Require(options);
        options.Numbers.Require(options.Channels);
        var folders = ClassFolders.List(folder, options);
        var scan = ImageFolderScan.Run(folders, options, progress, cancellationToken);
        return new ImageFolderSource(folders, options, scan);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no indices, or one batch of them would exceed 2 GB.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 to <see cref="Count"/> − 1.</exception>
    /// <exception cref="InvalidDataSourceException">A file is missing or has changed since the folder was opened.</exception>
    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        IndexGuard.Check(indices, Count);
        _writer.ThrowIfTooMany(indices.Length);
        return _writer.WriteBatch(indices, augmentation, Gather(indices.ToArray()), _labels);
    }

    private ReadOnlyMemory<byte>[] Gather(int[] indices)
    {
        var pixels = new ReadOnlyMemory<byte>[indices.Length];
        var missing = new List<int>();
        for (var i = 0; i < indices.Length; i++)
        {
            pixels[i] = _images[indices[i]].Pixels;
            if (pixels[i].IsEmpty)
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            var failures = new InvalidDataSourceException?[missing.Count];
            Parallel.For(0, missing.Count, _limits, i =>
                TryDecode(indices[missing[i]], out pixels[missing[i]], out failures[i]));
            if (failures.FirstOrDefault(failure => failure is not null) is { } first)
            {
                ExceptionDispatchInfo.Throw(first);
            }
        }

        return pixels;
    }

    private void TryDecode(int index, out ReadOnlyMemory<byte> pixels, out InvalidDataSourceException? failure)
    {
        (pixels, failure) = (default, null);
        var image = _images[index];
        try
        {
            var decoded = _decoder.Decode(image.File.Path, isKnown: true);
            pixels = decoded.Pixels;
            failure = decoded.Hash == image.Hash
                ? null
                : new InvalidDataSourceException(
                    image.File.Path, "it has changed since the folder was opened; open it again.");
        }
        catch (InvalidDataSourceException wrong)
        {
            failure = wrong;
        }
    }

    private string MakeFingerprint(ClassFolders folders, ImageFolderOptions options)
    {
        using var hash = new ContentHash();
        hash.Add("folder 4").Add(Shape.ToString()).Add(Classes.Count).Add((int)options.ChannelOrder).Add(options.Scale);
        hash.Add(options.Size?.Height ?? 0).Add(options.Size?.Width ?? 0).Add((int)options.Fit).Add(options.CropShare);
        hash.Add(options.LetterboxFill);
        foreach (var image in _images)
        {
            if (image.File.Label is { } label)
            {
                hash.Add(label).Add(folders.Classes[label]);
            }

            hash.Add(image.File.Name).Add(image.Hash);
        }

        options.Numbers.AddTo(hash);
        return hash.ToText();
    }
}
