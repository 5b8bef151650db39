using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Definitions;

[Collection(TorchCollection.Name)]
public sealed class OutputRegressionTests
{
    private static readonly FeatureShape Shape = new(8, 6, 6);

    public static TheoryData<string> Endings => new(Modules.Keys);

    private static Dictionary<string, Func<Definition, Definition>> Modules { get; } = new()
    {
        ["a norm"] = first => new Chain(first, new Conv("last", 8, 3) { Norm = "bn" }),
        ["a bias"] = first => new Chain(first, new Conv("last", 8, 3) { Bias = true }),
        ["a residual"] = first => new Residual(new Chain(first, new Conv("last", 8, 3) { Norm = "bn" })),
        ["an activation"] = first => new Chain(
            new Residual(new Chain(first, new Conv("last", 8, 3) { Norm = "bn" })), new Activate(Activation.Relu)),
        ["a sum"] = first => new Sum(
            new Chain(first, new Conv("last", 8, 3) { Norm = "bn" }), new Conv("shortcut", 8, 1) { Norm = "bns" }),
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void FitOutput_AllButTheLastConvolutionAgree_ReproducesTheTeacher(string ending)
    {
        using var gradients = no_grad();
        var definition = Modules[ending](new Conv("first", 12, 1) { Bias = true, Activation = Activation.Silu });
        using var teacher = definition.Build(Shape, seed: 1);
        using var student = definition.Build(Shape, seed: 2);
        foreach (var (name, value) in teacher.state_dict().Where(pair => !pair.Key.StartsWith("last.", StringComparison.Ordinal)))
        {
            student.state_dict()[name].copy_(value);
        }

        using var input = Tensors.Normal(3, Shape.WithBatch(64));
        teacher.Run(input, RunMode.Recalibrate).Dispose();

        Assert.True(student.FitOutput(input, teacher));

        Assert.True(Error(student, teacher, input) < 1e-3, $"the error is {Error(student, teacher, input)}");
    }

    [Fact]
    public void FitOutput_OtherFeatures_IsTheLeastSquaresSolution()
    {
        using var gradients = no_grad();
        using var teacher = new Conv("conv", 8, 3) { Bias = true }.Build(Shape, seed: 1);
        using var student = new Conv("conv", 8, 1) { Bias = true }.Build(Shape, seed: 2);
        using var input = Tensors.Normal(3, Shape.WithBatch(64));
        var rows = input.permute(0, 2, 3, 1).reshape(-1, 8);
        var design = cat([rows, ones(rows.size(0), 1)], 1);
        var wanted = teacher.Run(input).permute(0, 2, 3, 1).reshape(-1, 8);
        var solution = linalg.lstsq(design, wanted).Solution;
        var least = design.matmul(solution).sub(wanted).square().mean().item<float>();

        Assert.True(student.FitOutput(input, teacher));

        var error = student.Run(input).permute(0, 2, 3, 1).reshape(-1, 8).sub(wanted).square().mean().item<float>();
        Assert.InRange(error, least * 0.999, least * 1.002);
    }

    [Fact]
    public void FitOutput_EndsInAGate_ChangesNothing()
    {
        using var gradients = no_grad();
        using var module = new Chain(new Conv("conv", 8, 1), Gate.SqueezeExcite(8, 4, Activation.Relu)).Build(Shape, seed: 2);
        using var before = module.Copy();
        using var input = Tensors.Normal(3, Shape.WithBatch(4));

        Assert.False(module.FitOutput(input, before));

        Tensors.AssertEqual(before.Run(input), module.Run(input));
    }

    private static double Error(LanaModule student, LanaModule teacher, Tensor input)
    {
        var target = teacher.Run(input);
        return student.Run(input, RunMode.BatchStatistics).sub(target).square().sum().div(target.square().sum()).item<float>();
    }
}
