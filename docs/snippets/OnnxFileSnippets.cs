using Lana;
#region onnx-load
using Lana.Candidates;
using Lana.Import.Onnx;
using Lana.Parity;
#endregion
#region onnx-accelerate
using Lana.Data;
using Lana.Objectives;
using Lana.Pipeline;
using Lana.Problem;
using Microsoft.Extensions.DependencyInjection;
#endregion

namespace Snippets;

internal static class OnnxFileSnippets
{
    public static void Load()
    {
        #region onnx-load
        using var imported = OnnxNetwork.Load("model.onnx");
        Console.WriteLine(imported.Report.Describe(SearchSpace.Inherited));   // layers, and the operations that fit each of them
        OnnxParity.Check(imported.Network, "model.onnx");                     // throws unless it computes what the file computes
        #endregion
    }

    public static void SetOptions()
    {
        #region onnx-options
        var options = new OnnxImportOptions
        {
            Size = new SpatialSize(48, 192),        // height and width, where the file leaves them open
            MaxConvolutions = 3,                    // smaller layers: more choices, each with fewer convolutions
        };
        using var imported = OnnxNetwork.Load("model.onnx", options);
        #endregion
    }

    public static void SetBorders()
    {
        #region onnx-borders
        var options = new OnnxImportOptions { LayerTensors = TensorSpan.Between("stem_out", "stage1_out", "stage2_out") };   // two layers
        using var imported = OnnxNetwork.Load("model.onnx", options);
        #endregion
    }

    public static async Task AccelerateAsync(ImportedNetwork imported)
    {
        #region onnx-accelerate
        var teacher = imported.Network;
        var photos = ImageFolderSource.Open("photos", ImageFolderOptions.For(teacher.Input) with { Labels = ImageFolderLabels.None });
        var (heldOut, train) = photos.Split(photos.Count / 10, seed: 0);
        var data = new TrainingData(new TeacherOutputSource(teacher, train), new TeacherOutputSource(teacher, heldOut));

        var services = new ServiceCollection();
        services.AddSingleton<ITrainingObjective>(new OutputMatchingObjective(teacher.Definition));
        services.AddLana()
                .UseEffort()
                .AddCandidates(space => space.UseInherited())
                .AddDistillation()
                .AddOnnxRuntimeLatency()
                .AddIlpSearch();
        using var provider = services.BuildServiceProvider();
        using var result = await provider.GetRequiredService<IAccelerator>()
            .AccelerateAsync(teacher, data, Budget.Latency(fraction: 0.5));
        foreach (var agreement in result.OutputAgreements)
        {
            Console.WriteLine(agreement);      // scores: relative error 3.1 %, cosine 0.9995, top-1 agreement 98.2 %
        }
        #endregion
    }
}
