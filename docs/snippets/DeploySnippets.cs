#region deploy-preprocess
using Lana;
using Lana.Data;
#endregion
using Lana.Measurement;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Scoring;
#region deploy-run
using Microsoft.ML.OnnxRuntime;
#endregion

namespace Snippets;

internal static class DeploySnippets
{
    public static void Run(float[] pixels)
    {
        #region deploy-run
        using var options = new SessionOptions { IntraOpNumThreads = 1 };                       // as it was measured
        using var session = new InferenceSession("lana-run/student.onnx", options);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, 224, 224]);       // preprocessed as for the training
        using var runOptions = new RunOptions();
        using var outputs = session.Run(runOptions, ["input"], [input], ["output"]);
        ReadOnlySpan<float> logits = outputs[0].GetTensorDataAsSpan<float>();
        #endregion
    }

    public static float[] Preprocess(byte[] file)
    {
        #region deploy-preprocess
        var options = new ImageFolderOptions { Size = new SpatialSize(224, 224) };      // the options of the training
        float[] pixels = new ImagePreprocessor(options).Read(file);                // [C, H, W] of a JPEG or PNG file
        #endregion
        return pixels;
    }

    public static void LoadForExport(Network teacher)
    {
        #region deploy-load
        using Network student = StudentFiles.Load("lana-run");                     // to train it further, or to accelerate it again
        using Network dropIn = StudentFiles.Load("lana-run", teacher);             // the same, written into the teacher's .onnx file
        #endregion
    }

    public static async Task VerifyAsync(Network teacher, Network student, IBatchSource test)
    {
        #region deploy-verify
        OnnxParity.Check(student, "lana-run/student.onnx", images: test);                          // the file computes what the network computes
        double top1 = OnnxAccuracy.Top1(File.ReadAllBytes("lana-run/student.onnx"), test);         // labelled images, ONNX Runtime alone
        var agreements = await NetworkEvaluator.CompareOutputsAsync(student, teacher, test);       // no labels needed

        var comparison = new PairedComparison(new OnnxRuntimeLatencyMeter(), LatencySubject.Of(teacher));
        IReadOnlyList<PairedLatency> latencies = await comparison.MeasureAsync([LatencySubject.Of(student)]);
        Console.WriteLine($"{latencies[0].Share:P0} of the teacher's latency");
        #endregion
    }
}
