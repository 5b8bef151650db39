namespace Lana.Data;

/// <summary>The images of another source at another resolution.</summary>
/// <remarks>Linear interpolation over the area of a new pixel. Augmentation comes first, so that a teacher and a
/// student of different resolutions see the same view of an image.</remarks>
internal sealed class ResizedSource : IBatchSource
{
    public const int MaxSide = 16_384;

    private readonly IBatchSource _source;
    private readonly float[] _rows;
    private readonly float[] _columns;

    public ResizedSource(IBatchSource source, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckSide(height, nameof(height));
        CheckSide(width, nameof(width));
        _source = source;
        _rows = Weights(source.Shape.Height, height);
        _columns = Weights(source.Shape.Width, width);
        Shape = source.Shape with { Height = height, Width = width };
    }

    /// <summary>The other source.</summary>
    public IBatchSource Source => _source;

    public int Count => _source.Count;

    public FeatureShape Shape { get; }

    public string Fingerprint => ContentHash.Of("resized", _source.Fingerprint, $"{Shape}");

    public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var batch = _source.ReadChecked(indices, augmentation);
        var rows = tensor(_rows, Shape.Height, _source.Shape.Height);
        var columns = tensor(_columns, Shape.Width, _source.Shape.Width);
        var images = rows.matmul(batch.Images).matmul(columns.t());
        return new Batch(images.MoveToOuterDisposeScope(), batch.Labels?.alias().MoveToOuterDisposeScope());
    }

    private static void CheckSide(int side, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, MaxSide, name);
    }

    // Returns [side, count]: a row for each new pixel.
    private static float[] Weights(int count, int side)
    {
        var weights = new float[side * count];
        foreach (var (place, tap) in LinearTap.Row(0.0, count, count, side).Index())
        {
            tap.Weights.CopyTo(weights.AsSpan((place * count) + tap.First));
        }

        return weights;
    }
}
