namespace Lana.Data;

/// <summary>Opens a folder and decodes every image once.</summary>
internal sealed class ImageFolderScan(ClassFolders folders, ImageFolderOptions options)
{
    private readonly FolderImage?[] _images = new FolderImage?[folders.Files.Count];
    private readonly InvalidDataSourceException?[] _skipped = new InvalidDataSourceException?[folders.Files.Count];
    private readonly InvalidDataSourceException?[] _fatal = new InvalidDataSourceException?[folders.Files.Count];
    private (FeatureShape Shape, string Path)? _first;

    public ImageDecoder Decoder { get; } = new(options);

    public ParallelOptions Limits { get; } = new()
    {
        MaxDegreeOfParallelism = options.Workers == 0 ? Environment.ProcessorCount : options.Workers,
    };

    public IReadOnlyList<FolderImage> Images => [.. _images.OfType<FolderImage>()];

    public IReadOnlyList<InvalidDataSourceException> Skipped =>
        [.. folders.Unreadable, .. _skipped.OfType<InvalidDataSourceException>()];

    public FeatureShape Shape => _first!.Value.Shape;

    public static ImageFolderScan Run(
        ClassFolders folders,
        ImageFolderOptions options,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (!options.SkipUnreadable && folders.Unreadable.Count > 0)
        {
            throw folders.Unreadable[0];
        }

        var scan = new ImageFolderScan(folders, options);
        var tracker = new ProgressTracker("reading images", folders.Files.Count, progress);
        var next = scan.FindFirst(tracker, cancellationToken);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = scan.Limits.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        Parallel.For(next, folders.Files.Count, parallel, (index, state) =>
        {
            if (!scan.Take(index))
            {
                // All images before it are still checked: the image in the message does not depend on the number of workers.
                state.Break();
            }

            tracker.Advance();
        });
        scan.ThrowIfFailed();
        scan.ThrowIfClassIsEmpty();
        return scan;
    }

    // The first image that can be read determines the size of all.
    private int FindFirst(ProgressTracker tracker, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _images.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isGood = Take(index);
            tracker.Advance();
            if (!isGood)
            {
                ThrowIfFailed();
            }

            if (_first is not null)
            {
                return index + 1;
            }
        }

        throw new InvalidDataSourceException(
            folders.Folder, $"none of its {_images.Length} images can be read: {_skipped[0]!.Message}", _skipped[0]);
    }

    /// <summary>Decodes an image; returns true if opening can continue.</summary>
    private bool Take(int index)
    {
        var file = folders.Files[index];
        var path = file.Path;
        try
        {
            var decoded = Decoder.Decode(path);
            _first ??= (decoded.Shape, path);
            if (decoded.Shape != Shape)
            {
                _fatal[index] = Differing(path, decoded.Shape);
                return false;
            }

            var isKept = index < options.CacheBytes / decoded.Shape.Count;
            _images[index] = new FolderImage(file, decoded.Hash, isKept ? decoded.Pixels : default);
            return true;
        }
        catch (InvalidDataSourceException failure)
        {
            var isSkipped = options.SkipUnreadable;
            (isSkipped ? _skipped : _fatal)[index] = failure;
            return isSkipped;
        }
    }

    private InvalidDataSourceException Differing(string path, FeatureShape shape) => new(
        path,
        $"it has {shape.Width} × {shape.Height} pixels, '{_first!.Value.Path}' has {Shape.Width} × {Shape.Height}. " +
        $"Images must have one size; {nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.Size)} gives them one.");

    // A label without examples would not be learnt, and no metric would show it.
    private void ThrowIfClassIsEmpty()
    {
        var labels = Images.Select(image => image.File.Label).ToHashSet();
        var empty = Enumerable.Range(0, folders.Classes.Count).FirstOrDefault(label => !labels.Contains(label), -1);
        if (empty >= 0)
        {
            var index = folders.Files.Index().First(file => file.Item.Label == empty).Index;
            throw new InvalidDataSourceException(
                folders.Folder,
                $"class '{folders.Classes[empty]}' has no image that can be read: {_skipped[index]!.Message}",
                _skipped[index]);
        }
    }

    private void ThrowIfFailed()
    {
        if (_fatal.FirstOrDefault(failure => failure is not null) is { } first)
        {
            throw first;
        }
    }
}
