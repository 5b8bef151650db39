namespace ServeStudent;

/// <summary>Makes the input of the student from an image file: decoded, resized, (pixel · scale − mean) / deviation.</summary>
/// <remarks>The arithmetic is that of the images that Lana trains with (<c>ImageFolderSource</c>), down to its rounding.</remarks>
internal sealed class Preprocessing
{
    public const double UnitScale = 1.0 / 255.0;

    private static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    private readonly StudentInput _input;
    private readonly ServeOptions _options;
    private readonly float[] _mean;
    private readonly float[] _deviation;

    public Preprocessing(StudentInput input, ServeOptions options)
    {
        (_input, _options) = (input, options);
        var isImageNet = input.Channels == 3 && options.Scale == UnitScale;
        _mean = PerChannel("mean", options.Mean, isImageNet ? ImageNetMean : [0f]);
        _deviation = PerChannel("deviation", options.Deviation, isImageNet ? ImageNetDeviation : [1f]);
        if (options.IsBgr && input.Channels == 1)
        {
            throw new FormatException("--colour bgr has no effect: the student takes grey images.");
        }
    }

    /// <summary>Reads the bytes of a JPEG or PNG file.</summary>
    /// <returns>Numbers in the shape of the student's input.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, too large, or of another format.</exception>
    public float[] Read(byte[] file)
    {
        var picture = Picture.Decode(file, _input.Channels);
        var pixels = Resizer.Resize(picture, new ImageSize(_input.Height, _input.Width), _options);
        var numbers = new float[pixels.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (position, channel) = Math.DivRem(i, _input.Channels);
            var source = _options.IsBgr ? i + _input.Channels - 1 - (2 * channel) : i;
            var place = _input.IsChannelsLast ? i : (channel * _input.Height * _input.Width) + position;
            numbers[place] = ((float)(pixels[source] * _options.Scale) - _mean[channel]) / _deviation[channel];
        }

        return numbers;
    }

    private float[] PerChannel(string name, float[]? given, float[] standard)
    {
        var values = given ?? (_options.IsBgr ? [.. standard.Reverse()] : standard);
        return values.Length == _input.Channels ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], _input.Channels)]
            : throw new FormatException($"--{name} has {values.Length} numbers, and the student's images {_input.Channels} channels.");
    }
}
