using Lana.Data;
using Lana.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Quickstart;

/// <summary>Top-1 accuracy of an ONNX file in a stock session: what a user would get.</summary>
internal static class OnnxClassifier
{
    private const int BatchSize = 100;

    public static double Accuracy(byte[] model, IBatchSource data)
    {
        using var session = new InferenceSession(model);
        var plan = new BatchPlan(EpochOrder.Sequential(data.Count), BatchSize);
        using var options = new Microsoft.ML.OnnxRuntime.RunOptions();
        var correct = 0;
        for (var index = 0; index < plan.Count; index++)
        {
            using var batch = data.Read(plan[index].Span);
            using var input = OrtValue.CreateTensorValueFromMemory(
                batch.Images.data<float>().ToArray(), batch.Images.shape);
            using var outputs = session.Run(options, [OnnxExporter.InputName], [input], [OnnxExporter.OutputName]);
            var labels = batch.Labels!.data<long>().ToArray();
            correct += CountCorrect(outputs[0].GetTensorDataAsSpan<float>(), labels);
        }

        return (double)correct / data.Count;
    }

    private static int CountCorrect(ReadOnlySpan<float> logits, long[] labels)
    {
        var classes = logits.Length / labels.Length;
        var correct = 0;
        for (var image = 0; image < labels.Length; image++)
        {
            var row = logits.Slice(image * classes, classes);
            correct += Best(row) == labels[image] ? 1 : 0;
        }

        return correct;
    }

    private static int Best(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var index = 1; index < row.Length; index++)
        {
            best = row[index] > row[best] ? index : best;
        }

        return best;
    }
}
