namespace ServeStudent;

/// <summary>Resizes images by linear interpolation; if an image shrinks, every new pixel is the mean of all old ones under a
/// triangle as wide as itself, as in Lana and Pillow.</summary>
internal static class Resizer
{
    /// <summary>Resizes a part of an image, or the whole, as the options say.</summary>
    /// <returns>[H, W, C].</returns>
    public static byte[] Resize(Picture image, ImageSize size, ServeOptions options)
    {
        if (image.Height == size.Height && image.Width == size.Width && (options.CropShare == 1.0 || options.Fit != ImageFit.Crop))
        {
            return image.Pixels;
        }

        switch (options.Fit)
        {
            case ImageFit.Crop:
                var share = Math.Min((double)image.Height / size.Height, (double)image.Width / size.Width) * options.CropShare;
                return Resize(image, size, size.Height * share, size.Width * share);
            case ImageFit.Letterbox:
                var zoom = Math.Min((double)size.Height / image.Height, (double)size.Width / image.Width);
                var inner = new ImageSize(Side(image.Height * zoom, size.Height), Side(image.Width * zoom, size.Width));
                return Frame(Resize(image, inner, image.Height, image.Width), inner, size, image.Channels, options.LetterboxFill);
            default:
                return Resize(image, size, image.Height, image.Width);
        }
    }

    private static int Side(double length, int most) => Math.Clamp((int)Math.Round(length), 1, most);

    // The window of this height and width is around the centre.
    private static byte[] Resize(Picture image, ImageSize size, double height, double width)
    {
        var rows = Taps((image.Height - height) / 2, height, image.Height, size.Height);
        var columns = Taps((image.Width - width) / 2, width, image.Width, size.Width);
        var row = new float[image.Width * image.Channels];
        var resized = new byte[size.Height * size.Width * image.Channels];
        var place = 0;
        foreach (var (top, weights) in rows)
        {
            Mix(image.Pixels.AsSpan(top * row.Length), weights, row);
            foreach (var tap in columns)
            {
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    resized[place++] = Sample(row.AsSpan((tap.First * image.Channels) + channel), tap.Weights, image.Channels);
                }
            }
        }

        return resized;
    }

    private static void Mix(ReadOnlySpan<byte> rows, float[] weights, float[] mixed)
    {
        Array.Clear(mixed);
        foreach (var weight in weights)
        {
            for (var x = 0; x < mixed.Length; x++)
            {
                mixed[x] += weight * rows[x];
            }

            rows = rows[mixed.Length..];
        }
    }

    private static byte Sample(ReadOnlySpan<float> row, float[] weights, int step)
    {
        var sum = 0.5f;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * row[i * step];
        }

        return (byte)Math.Clamp(sum, 0f, 255f);
    }

    // The old pixels that contribute to each new one along a side, and their weights.
    private static (int First, float[] Weights)[] Taps(double start, double length, int count, int side)
    {
        var scale = length / side;
        var reach = Math.Max(1.0, scale);
        var taps = new (int First, float[] Weights)[side];
        for (var i = 0; i < side; i++)
        {
            var centre = start + ((i + 0.5) * scale);
            var first = Math.Clamp((int)Math.Floor(centre - reach), 0, count - 1);
            var last = Math.Clamp((int)Math.Ceiling(centre + reach), first + 1, count);
            var weights = Enumerable.Range(first, last - first)
                .Select(old => Math.Max(0.0, 1.0 - (Math.Abs(old + 0.5 - centre) / reach))).ToList();
            var sum = weights.Sum();
            taps[i] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }

    private static byte[] Frame(byte[] pixels, ImageSize inner, ImageSize size, int channels, byte fill)
    {
        var framed = new byte[size.Height * size.Width * channels];
        Array.Fill(framed, fill);
        var (top, left) = ((size.Height - inner.Height) / 2, (size.Width - inner.Width) / 2);
        for (var y = 0; y < inner.Height; y++)
        {
            pixels.AsSpan(y * inner.Width * channels, inner.Width * channels)
                .CopyTo(framed.AsSpan((((top + y) * size.Width) + left) * channels));
        }

        return framed;
    }
}
