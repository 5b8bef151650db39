#region readme
using Lana;
using Lana.Data;
using Lana.Import.Onnx;
using Lana.Objectives;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reporting;
using Microsoft.Extensions.DependencyInjection;
#endregion

namespace Snippets;

internal static class ReadmeSnippets
{
    public static async Task AccelerateAsync()
    {
        #region readme
        using var file = OnnxNetwork.Load("model.onnx");
        var teacher = file.Network;
        var images = ImageFolderSource.Open("images", ImageFolderOptions.For(teacher.Input) with
        {
            Labels = ImageFolderLabels.None,
            Mean = [0.286f],                 // preprocess as your application does
            StandardDeviation = [0.353f],
        });
        var (heldOut, train) = images.Split(300, seed: 0);
        var data = new TrainingData(new TeacherOutputSource(teacher, train), new TeacherOutputSource(teacher, heldOut));

        var services = new ServiceCollection();
        services.AddSingleton<ITrainingObjective>(new OutputMatchingObjective(teacher.Definition));
        services.AddLana()
            .UseEffort(Effort.Quick)                                 // or Balanced, or Thorough; single options still win
            .AddCandidates(space => space.UseInherited())            // the operations that can replace a layer
            .AddDistillation()                                       // how they are trained against the teacher
            .AddOnnxRuntimeLatency(latency => latency.Threads = 1)   // how they are measured on this device
            .AddIlpSearch();                                         // how one per layer is chosen
        using var provider = services.BuildServiceProvider();
        using var result = await provider.GetRequiredService<IAccelerator>().AccelerateAsync(
            teacher, data, Budget.Latency(0.5), new Progress<LanaProgress>(step => Console.WriteLine(step)));
        result.SaveReport("report.html");
        Console.WriteLine($"{result.Latency.Speedup:0.00} times as fast: {result.OnnxPath}");
        #endregion
    }
}
