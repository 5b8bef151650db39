using Lana.Export;
using Lana.Models;

namespace Lana.Samples;

/// <summary>A small classifier of colour images of 32 × 32, served.</summary>
public sealed class ServedStudent : IAsyncLifetime
{
    public const int Side = 32;
    public const int Classes = 10;

    private readonly Scratch _scratch = new();
    private ServeProcess? _process;

    public string Model => _scratch.File("student.onnx");

    public string Folder => _scratch.Path;

    public HttpClient Client => _process!.Client;

    public async ValueTask InitializeAsync()
    {
        using (var network = ModelRegistry.Create("resnet20", seed: 1))
        {
            OnnxExporter.Export(network, Model);
        }

        var labels = _scratch.File("labels.txt");
        await File.WriteAllLinesAsync(labels, Enumerable.Range(0, Classes).Select(label => $"thing <{label}>"));
        _process = await ServeProcess.StartAsync("--model", Model, "--labels", labels, "--top", "3", "--max-upload", "1");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _scratch.Dispose();
    }
}
