namespace Lana.Parity;

/// <summary>Runs a model on images [N, C, H, W]: one by one where the model fixes its batch at 1, and with their channels last where
/// the model wants them so.</summary>
internal sealed class ModelRun
{
    private readonly InferenceSession _session;
    private readonly FeatureShape _shape;
    private readonly bool _isChannelsLast;
    private readonly bool _isBatchFixed;

    public ModelRun(InferenceSession session, FeatureShape shape)
    {
        (_session, _shape) = (session, shape);
        var dims = session.InputMetadata[session.InputNames[0]].Dimensions;
        _isBatchFixed = dims.Length == 4 && dims[0] == 1;
        _isChannelsLast = dims.Length == 4 && dims[3] == shape.Channels
            && !(dims[1] == shape.Channels && dims[3] == shape.Width);
    }

    /// <summary>The outputs as a network gives them: of each image the numbers of one output after another.</summary>
    public float[] Run(float[] images)
    {
        var size = (int)_shape.Count;
        var batch = images.Length / size;
        return _isBatchFixed && batch > 1
            ? [.. Enumerable.Range(0, batch).SelectMany(image => RunBatch(images.AsSpan(image * size, size)))]
            : RunBatch(images);
    }

    private float[] RunBatch(ReadOnlySpan<float> images)
    {
        var batch = images.Length / (int)_shape.Count;
        long[] shape = _isChannelsLast
            ? [batch, _shape.Height, _shape.Width, _shape.Channels]
            : _shape.WithBatch(batch);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(
            _isChannelsLast ? ChannelsLast(images) : images.ToArray(), shape);
        using var outputs = _session.Run(options, _session.InputNames, [input], _session.OutputNames);
        float[][] numbers = [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
        return
        [
            .. Enumerable.Range(0, batch).SelectMany(image => numbers.SelectMany(output =>
                output.AsSpan(image * (output.Length / batch), output.Length / batch).ToArray())),
        ];
    }

    private float[] ChannelsLast(ReadOnlySpan<float> images)
    {
        var turned = new float[images.Length];
        for (var place = 0; place < images.Length; place++)
        {
            var (image, inside) = Math.DivRem(place, (int)_shape.Count);
            var (channel, position) = Math.DivRem(inside, _shape.Positions);
            turned[(image * (int)_shape.Count) + (position * _shape.Channels) + channel] = images[place];
        }

        return turned;
    }
}
