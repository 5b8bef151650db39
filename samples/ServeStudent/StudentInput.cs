using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace ServeStudent;

/// <summary>The one input of a student, a batch of one image.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Channels">3 for colour, 1 for grey.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="IsChannelsLast">True for [N, H, W, C], false for [N, C, H, W].</param>
/// <param name="IsHalf">True for float16, false for float32.</param>
internal sealed record StudentInput(string Name, int Channels, int Height, int Width, bool IsChannelsLast, bool IsHalf)
{
    public int Count => Channels * Height * Width;

    public long[] Shape => IsChannelsLast ? [1, Height, Width, Channels] : [1, Channels, Height, Width];

    /// <summary>Reads the input of a file; a size that the file leaves open is that of the options.</summary>
    public static StudentInput Of(InferenceSession session, ServeOptions options)
    {
        var (name, input) = session.InputMetadata.First();
        if (session.InputMetadata.Count != 1 || !input.IsTensor || input.Dimensions is not [-1 or 1, _, _, _]
            || input.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw Refusal(options, session);
        }

        var dims = input.Dimensions;
        var isLast = dims[1] is not (1 or 3);
        var (channels, height, width) = isLast ? (dims[3], dims[1], dims[2]) : (dims[1], dims[2], dims[3]);
        return new StudentInput(
            name,
            channels is 1 or 3 ? channels : throw Refusal(options, session),
            Side(height, options.Size?.Height),
            Side(width, options.Size?.Width),
            isLast,
            input.ElementDataType == TensorElementType.Float16);
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

    private static FormatException Refusal(ServeOptions options, InferenceSession session) => new(
        $"{options.Model} takes {string.Join(", ", session.InputMetadata.Select(StudentDescription.Text))}; " +
        "this sample serves networks with one input of images, float [N, C, H, W] or [N, H, W, C], with N = 1 or free.");
}
