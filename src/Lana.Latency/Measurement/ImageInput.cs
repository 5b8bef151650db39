using Microsoft.ML.OnnxRuntime.Tensors;

namespace Lana.Measurement;

/// <summary>The one input of a model, which takes images: float32 or float16, [N, C, H, W] or [N, H, W, C], with a free
/// batch or one that the model fixes.</summary>
internal sealed class ImageInput
{
    private readonly FeatureShape _shape;
    private readonly TensorElementType _type;
    private readonly bool _isChannelsLast;

    /// <summary>Inspects the input of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="shape">The shape of one image, [C, H, W].</param>
    public ImageInput(InferenceSession session, FeatureShape shape)
    {
        _shape = shape;
        var metadata = session.InputMetadata[session.InputNames[0]];
        var dims = metadata.Dimensions;
        _type = metadata.ElementDataType;
        FixedBatch = dims.Length == 4 && dims[0] > 0 ? dims[0] : null;
        _isChannelsLast = dims.Length == 4 && dims[3] == shape.Channels
            && !(dims[1] == shape.Channels && dims[3] == shape.Width);
    }

    /// <summary>The number of images that the model takes; null for any.</summary>
    public int? FixedBatch { get; }

    /// <summary>Returns true if a session has one input of numbers that can be images.</summary>
    public static bool Fits(InferenceSession session) => session.InputNames.Count == 1
        && session.InputMetadata[session.InputNames[0]].ElementDataType is TensorElementType.Float or TensorElementType.Float16;

    /// <summary>Converts images to the model's input format; the caller disposes the value.</summary>
    /// <param name="images">Any number of images, each [C, H, W].</param>
    public OrtValue ToValue(ReadOnlySpan<float> images)
    {
        var batch = images.Length / _shape.Count;
        var numbers = _isChannelsLast ? ChannelsLast(images) : images.ToArray();
        long[] shape = _isChannelsLast ? [batch, _shape.Height, _shape.Width, _shape.Channels] : _shape.WithBatch(batch);
        return _type == TensorElementType.Float16
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (Float16)number), shape)
            : OrtValue.CreateTensorValueFromMemory(numbers, shape);
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
