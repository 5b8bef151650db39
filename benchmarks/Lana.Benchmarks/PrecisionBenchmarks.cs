using BenchmarkDotNet.Attributes;
using Lana.Kernels;
using static TorchSharp.torch;

namespace Lana.Benchmarks;

/// <summary>Forward and backward pass of one convolution, 64 images, one thread: in float32 and with conversions to bfloat16 and
/// back.</summary>
public class PrecisionBenchmarks
{
    private const int Images = 64;

    private ConvShape _conv;
    private Tensor? _input;
    private Tensor? _weight;
    private Tensor? _gradient;

    /// <summary>Inputs, outputs, kernel, side of the map.</summary>
    public static IEnumerable<(int Inputs, int Outputs, int Kernel, int Side)> Shapes =>
        [(16, 16, 3, 32), (32, 32, 3, 16), (64, 64, 3, 32), (128, 128, 3, 16), (256, 1024, 1, 14), (512, 128, 1, 14)];

    [ParamsSource(nameof(Shapes))]
    public (int Inputs, int Outputs, int Kernel, int Side) Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        var (inputs, outputs, kernel, side) = Shape;
        _conv = new ConvShape(outputs, kernel, stride: 1, groups: 1);
        _input = MemoryLayout.ToChannelsLast(randn(Images, inputs, side, side)).requires_grad_();
        _weight = MemoryLayout.ToChannelsLast(randn(outputs, inputs, kernel, kernel)).requires_grad_();
        using var gradients = no_grad();
        _gradient = Convolution.Run(_conv, Padding, _input, _weight, null).DetachFromDisposeScope();
    }

    [Benchmark(Baseline = true)]
    public void Full() => Step(isMixed: false);

    [Benchmark]
    public void Mixed() => Step(isMixed: true);

    private Pads Padding => new(Shape.Kernel / 2, Shape.Kernel / 2, Shape.Kernel / 2, Shape.Kernel / 2);

    private void Step(bool isMixed)
    {
        using var scope = NewDisposeScope();
        using var precision = MixedPrecision.Enter(isMixed);
        Convolution.Run(_conv, Padding, _input!, _weight!, null).backward([_gradient!]);
    }
}
