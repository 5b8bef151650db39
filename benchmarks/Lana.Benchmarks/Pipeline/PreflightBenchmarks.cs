using BenchmarkDotNet.Attributes;
using Lana.Candidates;
using Lana.Data;
using Lana.Measurement;
using Lana.Models;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Problem;

namespace Lana.Benchmarks.Pipeline;

/// <summary>The preflight of a ResNet-18 for images of 224 × 224 with the whole search space, compared with the forward
/// pass of the images that it checks.</summary>
[MemoryDiagnoser]
public class PreflightBenchmarks
{
    private const int Images = 128;
    private const int Classes = 10;

    private string? _directory;
    private Network? _teacher;
    private TrainingData? _data;
    private AccelerationParts? _parts;

    [GlobalSetup]
    public void Setup()
    {
        _directory = Directory.CreateTempSubdirectory("lana-").FullName;
        _teacher = ModelRegistry.Define("resnet18", new NetworkOptions { Classes = Classes }).Build();
        var shape = _teacher.Input;
        var pixels = new byte[(int)(Images * shape.Count)];
        new Random(0).NextBytes(pixels);
        var labels = Enumerable.Range(0, Images).Select(image => image % Classes).ToArray();
        var source = new ImageArraySource(pixels, shape, labels, new ImageArrayOptions { Classes = Classes });
        _data = new TrainingData(source, source);
        _parts = AccelerationParts.Default(SearchSpace.Full, new OnnxRuntimeLatencyMeter());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _teacher?.Dispose();
        Directory.Delete(_directory!, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void ForwardPass()
    {
        using var gradients = TorchSharp.torch.no_grad();
        using var batch = _data!.Train.Read(Enumerable.Range(0, Images).ToArray());
        _teacher!.Run(batch.Images).Dispose();
    }

    [Benchmark]
    public async Task<int> Preflight()
    {
        var inputs = new ForecastInputs(
            _parts!, new AcceleratorOptions(), new TeacherModel(_teacher!), _data!, Budget.Latency(0.5))
        {
            Time = TimeProvider.System,
            CancellationToken = CancellationToken.None,
        };
        var warnings = await new Preflight(inputs, _directory!, new MachineFacts()).RequireAsync().ConfigureAwait(false);
        return warnings.Count;
    }
}
