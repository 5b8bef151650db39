using Lana.Native;

namespace Lana.Data;

/// <summary>Converts the bytes of one image to normalised numbers, with the random shift, mirroring and erasing.</summary>
internal sealed class ImageWriter
{
    private const int ByteValues = 256;
    private readonly FeatureShape _shape;
    private readonly ImageAugmentation _augmentation;

    /// <summary>[C, 256]: the number of every byte, so that reading is a look-up.</summary>
    private readonly float[] _numbers;

    public ImageWriter(FeatureShape shape, ImageNumbers numbers)
    {
        _shape = shape;
        _augmentation = numbers.Augmentation;
        _numbers = new float[shape.Channels * ByteValues];
        numbers.Require(shape.Channels);
        for (var i = 0; i < _numbers.Length; i++)
        {
            _numbers[i] = numbers.Of((byte)(i % ByteValues), i / ByteValues);
        }
    }

    /// <summary>Creates the batch of some examples; without labels if there are none.</summary>
    public Batch WriteBatch(
        ReadOnlySpan<int> indices,
        ulong? augmentation,
        ReadOnlySpan<ReadOnlyMemory<byte>> pixels,
        ReadOnlySpan<int> labels)
    {
        ThrowIfTooMany(indices.Length);
        TorchRuntime.EnsureInitialized();
        var images = empty(_shape.WithBatch(indices.Length), dtype: ScalarType.Float32);
        var destination = MemoryMarshal.Cast<byte, float>(images.bytes);
        var length = (int)_shape.Count;
        var chosen = new long[labels.IsEmpty ? 0 : indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Write(pixels[i].Span, destination.Slice(i * length, length), Draw(indices[i], augmentation));
        }

        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = labels[indices[i]];
        }

        return new Batch(images, labels.IsEmpty ? null : tensor(chosen));
    }

    /// <summary>Refuses a batch that no array could hold.</summary>
    public void ThrowIfTooMany(int images)
    {
        if (images * (Int128)_shape.Count > Array.MaxLength / sizeof(float))
        {
            throw new ArgumentException($"{images} images {_shape} are more than one batch takes (2 GB).");
        }
    }

    /// <summary>Draws the augmentation of an example, which depends only on its number and the seed.</summary>
    public Variation Draw(int index, ulong? seed)
    {
        if (seed is null)
        {
            return default;
        }

        var random = new SplitMix64(SeedMix.Of(seed.Value, "image", index));
        var side = (2 * _augmentation.Padding) + 1;
        var down = random.NextInt(side) - _augmentation.Padding;
        var right = random.NextInt(side) - _augmentation.Padding;
        var flip = _augmentation.HorizontalFlip && random.NextInt(2) == 1;
        var erases = _augmentation.ErasedShare > 0.0 && random.NextDouble() < _augmentation.ErasedShare;
        return new Variation(down, right, flip, erases ? DrawSpan(ref random, _shape.Height) : default,
            erases ? DrawSpan(ref random, _shape.Width) : default);
    }

    // Covers an eighth to a half of a side, at any position.
    private static Range DrawSpan(ref SplitMix64 random, int side)
    {
        var shortest = Math.Max(1, side / 8);
        var length = shortest + random.NextInt(Math.Max(1, (side / 2) - shortest + 1));
        var start = random.NextInt(side - length + 1);
        return start..(start + length);
    }

    public void Write(ReadOnlySpan<byte> pixels, Span<float> destination, Variation variation)
    {
        var (channels, height, width) = _shape;
        for (var channel = 0; channel < channels; channel++)
        {
            var numbers = _numbers.AsSpan(channel * ByteValues, ByteValues);
            for (var y = 0; y < height; y++)
            {
                var target = destination.Slice(((channel * height) + y) * width, width);
                var row = y + variation.Down;
                if (row < 0 || row >= height)
                {
                    target.Fill(numbers[0]);
                }
                else
                {
                    WriteRow(pixels.Slice(((channel * height) + row) * width, width), target, numbers, variation.Right);
                }

                Vary(target, y, variation);
            }
        }
    }

    private static void Vary(Span<float> row, int y, Variation variation)
    {
        if (variation.Flip)
        {
            row.Reverse();
        }

        if (y >= variation.ErasedRows.Start.Value && y < variation.ErasedRows.End.Value)
        {
            // 0 is the mean colour once an image is normalised.
            row[variation.ErasedColumns].Clear();
        }
    }

    private static void WriteRow(ReadOnlySpan<byte> source, Span<float> target, ReadOnlySpan<float> numbers, int shift)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var column = x + shift;
            target[x] = numbers[(uint)column < (uint)source.Length ? source[column] : 0];
        }
    }

    /// <summary>The start of the crop, whether the image is mirrored, and the erased area.</summary>
    internal readonly record struct Variation(int Down, int Right, bool Flip, Range ErasedRows, Range ErasedColumns);
}
