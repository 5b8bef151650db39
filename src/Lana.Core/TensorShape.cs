namespace Lana;

/// <summary>The shape of one example's tensor, of any rank, without the leading batch axis [N, …].</summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>Creates a shape.</summary>
    /// <param name="sizes">The size of each axis after the batch, each at least 1.</param>
    /// <exception cref="ArgumentException">A size is below 1, or there are 2⁶³ numbers or more.</exception>
    [JsonConstructor]
    public TensorShape(ImmutableArray<int> sizes)
    {
        Sizes = sizes.IsDefault ? [] : sizes;
        var count = Int128.One;
        foreach (var size in Sizes)
        {
            count *= size < 1 ? throw new ArgumentException($"The sizes of a shape are at least 1; got {this}.", nameof(sizes)) : size;
            if (count > long.MaxValue)
            {
                throw new ArgumentException($"A tensor of {this} is too large.", nameof(sizes));
            }
        }
    }

    /// <summary>Creates a shape.</summary>
    /// <param name="sizes">The size of each axis after the batch, each at least 1.</param>
    /// <exception cref="ArgumentException">A size is below 1, or there are 2⁶³ numbers or more.</exception>
    public TensorShape(params ReadOnlySpan<int> sizes)
        : this(ImmutableArray.Create(sizes))
    {
    }

    /// <summary>The size of each axis after the batch.</summary>
    public ImmutableArray<int> Sizes => field.IsDefault ? [] : field;

    /// <summary>The number of axes after the batch.</summary>
    [JsonIgnore]
    public int Rank => Sizes.Length;

    /// <summary>The number of values of one example.</summary>
    [JsonIgnore]
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);

    /// <summary>Gets a value that indicates whether it is a feature map [C, H, W].</summary>
    [JsonIgnore]
    public bool IsFeature => Rank == 3;

    /// <summary>Converts a feature map's shape.</summary>
    /// <param name="shape">[C, H, W].</param>
    public static implicit operator TensorShape(FeatureShape shape) => new(shape.Channels, shape.Height, shape.Width);

    /// <summary>Compares sizes.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Compares sizes.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>Returns the same shape as a feature map.</summary>
    /// <exception cref="InvalidOperationException">Its rank is not 3.</exception>
    public FeatureShape ToFeature() => IsFeature
        ? new FeatureShape(Sizes[0], Sizes[1], Sizes[2])
        : throw new InvalidOperationException($"A feature map is [C, H, W]; got {this}.");

    /// <summary>Returns the shape of a batch.</summary>
    /// <param name="batch">The number of examples, or −1 if it is open.</param>
    public long[] WithBatch(long batch) => [batch, .. Sizes.Select(size => (long)size)];

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Sizes.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Sizes)}]";
}
