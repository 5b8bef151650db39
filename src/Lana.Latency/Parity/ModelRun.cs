using Microsoft.ML.OnnxRuntime.Tensors;

namespace Lana.Parity;

/// <summary>Runs a model on images [N, C, H, W], in several runs if the model fixes the batch.</summary>
internal sealed class ModelRun
{
    private readonly InferenceSession _session;
    private readonly ImageInput _input;
    private readonly int _size;

    public ModelRun(InferenceSession session, FeatureShape shape)
    {
        (_session, _size) = (session, (int)shape.Count);
        _input = new ImageInput(session, shape);
    }

    /// <summary>Returns the outputs in the format of a network: for each image the numbers of one output after
    /// another.</summary>
    public float[] Run(float[] images) => [.. images.Chunk((_input.FixedBatch ?? (images.Length / _size)) * _size).SelectMany(RunBatch)];

    private IEnumerable<float> RunBatch(float[] images)
    {
        var batch = images.Length / _size;
        using var options = new RunOptions();
        using var input = _input.ToValue(images);
        using var outputs = _session.Run(options, _session.InputNames, [input], _session.OutputNames);
        float[][] numbers = [.. outputs.Select(Numbers)];
        return
        [
            .. Enumerable.Range(0, batch).SelectMany(image => numbers.SelectMany(output =>
                output.AsSpan(image * (output.Length / batch), output.Length / batch).ToArray())),
        ];
    }

    private static float[] Numbers(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float16
        ? Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), number => (float)number)
        : value.GetTensorDataAsSpan<float>().ToArray();
}
