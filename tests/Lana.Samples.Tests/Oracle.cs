using Lana.Data;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Samples;

/// <summary>The outputs of a student for an image that Lana read as in training, by ONNX Runtime in this process.</summary>
internal static class Oracle
{
    public static float[][] Outputs(string model, byte[] image, ImageFolderOptions options)
    {
        using var scratch = new Scratch();
        scratch.File(image[0] == 0xFF ? "image.jpg" : "image.png", image);
        var folder = ImageFolderSource.Open(scratch.Path, options with { Labels = ImageFolderLabels.None });
        using var batch = folder.Read([0]);
        using var session = new InferenceSession(model);
        using var input = OrtValue.CreateTensorValueFromMemory(batch.Images.data<float>().ToArray(), batch.Images.shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        return [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
    }
}
