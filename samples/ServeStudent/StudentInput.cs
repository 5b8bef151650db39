using Lana;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace ServeStudent;

/// <summary>The one input of a student, a batch of one image.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Image">[C, H, W].</param>
/// <param name="IsChannelsLast">True for [N, H, W, C], false for [N, C, H, W].</param>
/// <param name="IsHalf">True for float16, false for float32.</param>
internal sealed record StudentInput(string Name, FeatureShape Image, bool IsChannelsLast, bool IsHalf)
{
    /// <summary>Reads the input of a file; a size that the file leaves open is that of the command line.</summary>
    public static StudentInput Of(InferenceSession session, ServeSettings settings)
    {
        var (name, input) = session.InputMetadata.First();
        if (session.InputMetadata.Count != 1 || !input.IsTensor || input.Dimensions is not [-1 or 1, _, _, _]
            || input.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw Refusal(session, settings);
        }

        var dims = input.Dimensions;
        var isLast = dims[1] is not (1 or 3);
        var (channels, height, width) = isLast ? (dims[3], dims[1], dims[2]) : (dims[1], dims[2], dims[3]);
        var size = OptionText.Size(settings.Size);
        return new StudentInput(
            name,
            new FeatureShape(
                channels is 1 or 3 ? channels : throw Refusal(session, settings),
                Side(height, size?.Height),
                Side(width, size?.Width)),
            isLast,
            input.ElementDataType == TensorElementType.Float16);
    }

    /// <summary>Makes the tensor of an image.</summary>
    /// <param name="image">[C, H, W].</param>
    public OrtValue ToTensor(float[] image)
    {
        var (channels, height, width) = Image;
        var numbers = IsChannelsLast ? Interleaved(image) : image;
        long[] shape = IsChannelsLast ? [1, height, width, channels] : [1, channels, height, width];
        return IsHalf
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (Float16)number), shape)
            : OrtValue.CreateTensorValueFromMemory(numbers, shape);
    }

    private float[] Interleaved(float[] planar)
    {
        var interleaved = new float[planar.Length];
        for (var i = 0; i < planar.Length; i++)
        {
            var (channel, position) = Math.DivRem(i, Image.Height * Image.Width);
            interleaved[(position * Image.Channels) + channel] = planar[i];
        }

        return interleaved;
    }

    private static int Side(int declared, int? wanted) => (declared, wanted) switch
    {
        ( < 1, null) => throw new FormatException(
            "The student takes images of any size: give --size, for example 224 or 48x192."),
        ( < 1, { } side) => side,
        (_, { } side) when side != declared =>
            throw new FormatException($"--size: the student takes images of {declared} pixels, not {side}."),
        _ => declared,
    };

    private static FormatException Refusal(InferenceSession session, ServeSettings settings) => new(
        $"{settings.Model} takes {string.Join(", ", session.InputMetadata.Select(StudentDescription.Text))}; " +
        "this sample serves networks with one input of images, float [N, C, H, W] or [N, H, W, C], with N = 1 or free.");
}
