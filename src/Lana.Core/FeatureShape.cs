namespace Lana;

/// <summary>The shape of one feature without its batch dimension: [C, H, W].</summary>
/// <param name="Channels">C, at least 1.</param>
/// <param name="Height">H in positions, at least 1.</param>
/// <param name="Width">W in positions, at least 1.</param>
public readonly record struct FeatureShape(int Channels, int Height, int Width)
{
    /// <summary>The number of positions, H · W.</summary>
    [JsonIgnore]
    public int Positions => Height * Width;

    /// <summary>The number of values, C · H · W.</summary>
    [JsonIgnore]
    public long Count => (long)Channels * Positions;

    /// <summary>Gets a value that indicates whether every dimension is at least 1 and the number of positions, H · W,
    /// is below 2³¹.</summary>
    [JsonIgnore]
    public bool IsValid => Channels > 0 && Height > 0 && Width > 0 && (long)Height * Width <= int.MaxValue;

    /// <summary>The shape with a batch dimension in front: [N, C, H, W].</summary>
    /// <param name="batch">N.</param>
    /// <returns>A new array of four numbers.</returns>
    public long[] WithBatch(long batch) => [batch, Channels, Height, Width];

    /// <summary>Formats the shape as <c>[C, H, W]</c>.</summary>
    /// <returns>For example <c>[32, 14, 14]</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{Channels}, {Height}, {Width}]");
}
