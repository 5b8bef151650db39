using Lana.Data;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Samples;

/// <summary>The outputs of a student for an image that Lana read as in training, by ONNX Runtime in this process.</summary>
internal static class Oracle
{
    public static float[][] Outputs(string model, byte[] image, ImageFolderOptions options)
    {
        using var batch = Read(image, options);
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(batch.Images.data<float>().ToArray(), batch.Images.shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        return [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
    }

    /// <summary>The numbers of an image in either layout.</summary>
    public static float[] Input(byte[] image, ImageFolderOptions options, bool isChannelsLast)
    {
        using var batch = Read(image, options);
        using var images = (isChannelsLast ? batch.Images.permute(0, 2, 3, 1) : batch.Images).contiguous();
        return images.data<float>().ToArray();
    }

    private static Batch Read(byte[] image, ImageFolderOptions options)
    {
        using var scratch = new Scratch();
        scratch.File(image[0] == 0xFF ? "image.jpg" : "image.png", image);
        return ImageFolderSource.Open(scratch.Path, options with { Labels = ImageFolderLabels.None }).Read([0]);
    }
}
