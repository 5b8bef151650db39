using Lana;
using Lana.Candidates;
using Lana.Import.Onnx;
using Lana.Models;
using Lana.Networks;
using Lana.Weights;
using Spectre.Console;

namespace Accelerate;

/// <summary>The network to accelerate: a file's, or a registered one with published weights.</summary>
internal static class Teachers
{
    public static Network Load(AccelerateSettings settings)
    {
        var size = OptionText.Size(settings.Size);
        return (settings.Model, settings.Network) switch
        {
            ({ } file, null) => FromFile(file, size, settings),
            (null, { } name) => FromRegistry(name, size, settings),
            (null, null) => throw new ArgumentException(
                "There is no network: give an .onnx file, or --network NAME --weights FILE. "
                + "`demo FOLDER` writes a file to try this with."),
            _ => throw new ArgumentException("Give an .onnx file or --network, not both."),
        };
    }

    private static Network FromFile(string file, SpatialSize? size, AccelerateSettings settings)
    {
        var options = new OnnxImportOptions { Size = size };
        var imported = OnnxNetwork.Load(file, options with
        {
            LayerTensors = settings.Layers is { } tensors
                ? TensorSpan.Between(tensors.Split(',', StringSplitOptions.TrimEntries))
                : [],
            MaxConvolutions = settings.MaxConvolutions ?? options.MaxConvolutions,
        });
        // Lines of their own: a narrow console must not break them.
        Console.WriteLine(settings.OnlyReports ? imported.Report.Describe(Wiring.SearchSpace(settings)) : imported.Report);
        return imported.Network;
    }

    private static Network FromRegistry(string name, SpatialSize? size, AccelerateSettings settings)
    {
        var weights = settings.Weights
            ?? throw new ArgumentException($"--network {name} needs its trained weights: --weights FILE.safetensors.");
        var network = ModelRegistry.Create(name, new NetworkOptions { Classes = settings.Classes, Resolution = size });
        var report = ModuleWeights.Load(network, weights);
        AnsiConsole.WriteLine($"{name}: {network.Layers.Count} layers; {report}");
        if (settings.OnlyReports)
        {
            Console.WriteLine(Wiring.SearchSpace(settings).Describe(network.Definition));
        }

        return network;
    }
}
