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
        ["groups"] = first => new Chain(first, new Conv("last", 8, 3) { Groups = 4, Norm = "bn" }),
        ["merged branches"] = first => new Chain(first, new RepConv("last", 8, 3)),
        ["a bare kernel"] = first => new Chain(first, new Conv("last", 8, 3)),
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

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void FitOutput_NeitherNormNorBias_IsTheLeastSquaresSolutionOfEachGroupWithoutAConstant(int groups)
    {
        using var gradients = no_grad();
        using var teacher = new Conv("conv", 8, 3) { Bias = true }.Build(Shape, seed: 1);
        using var student = new Conv("conv", 8, 1) { Groups = groups }.Build(Shape, seed: 2);
        using var input = Tensors.Normal(3, Shape.WithBatch(64)).add(0.5);
        var designs = input.permute(0, 2, 3, 1).reshape(-1, 8).chunk(groups, 1);
        var wanted = teacher.Run(input).permute(0, 2, 3, 1).reshape(-1, 8);
        var best = designs.Zip(wanted.chunk(groups, 1)).Select(group =>
            group.First.matmul(linalg.lstsq(group.First, group.Second).Solution));
        var least = cat([.. best], 1).sub(wanted).square().mean().item<float>();

        Assert.True(student.FitOutput(input, teacher));

        var error = student.Run(input).permute(0, 2, 3, 1).reshape(-1, 8).sub(wanted).square().mean().item<float>();
        Assert.InRange(error, least * 0.999, least * 1.002);
    }

    [Fact]
    public void FitOutput_FewerRowsThanUnknowns_IsNoWorseThanTheMean()
    {
        using var gradients = no_grad();
        using var teacher = new Conv("conv", 8, 3) { Norm = "bn" }.Build(Shape, seed: 1);
        using var student = new Conv("conv", 8, 5) { Norm = "bn" }.Build(Shape, seed: 2);
        using var input = Tensors.Normal(3, Shape.WithBatch(4));

        Assert.True(student.FitOutput(input, teacher));

        AssertFinite(student);
        var target = teacher.Run(input);
        var spread = target.sub(target.mean([0, 2, 3], keepdim: true)).square().sum().div(target.square().sum()).item<float>();
        Assert.InRange(Error(student, teacher, input), 0.0, spread);
    }

    [Theory]
    [InlineData("one value")]
    [InlineData("constant")]
    [InlineData("not finite")]
    public void FitOutput_NothingToFit_ChangesNothing(string features)
    {
        using var gradients = no_grad();
        var shape = new FeatureShape(8, 1, 1);
        using var teacher = new Conv("conv", 8, 1) { Bias = true }.Build(shape, seed: 1);
        using var student = new Conv("conv", 8, 1) { Norm = "bn" }.Build(shape, seed: 2);
        using var before = student.Copy();
        using var input = features switch
        {
            "one value" => Tensors.Normal(3, shape.WithBatch(1)),
            "constant" => ones(shape.WithBatch(16)),
            _ => full(shape.WithBatch(16), float.NaN),
        };

        Assert.False(student.FitOutput(input, teacher));

        Assert.All(
            student.state_dict().Zip(before.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
    }

    [Fact]
    public void FitOutput_OneChannelOnMapsOfOnePixel_FitsIt()
    {
        using var gradients = no_grad();
        var shape = new FeatureShape(1, 1, 1);
        using var teacher = new Conv("conv", 1, 1) { Bias = true }.Build(shape, seed: 1);
        using var student = new Conv("conv", 1, 1) { Norm = "bn" }.Build(shape, seed: 2);
        using var input = Tensors.Normal(3, shape.WithBatch(32));

        Assert.True(student.FitOutput(input, teacher));

        AssertFinite(student);
        Assert.InRange(Error(student, teacher, input), 0.0, 1e-3);
    }

    [Fact]
    public void FitOutput_Recalibrate_KeepsTheStatisticsItWasFittedWith()
    {
        using var gradients = no_grad();
        var definition = Modules["a residual"](new Conv("first", 12, 1) { Norm = "bn1", Activation = Activation.Silu });
        using var teacher = definition.Build(Shape, seed: 1);
        using var student = definition.Build(Shape, seed: 2);
        using var input = Tensors.Normal(3, Shape.WithBatch(64)).mul(4.0);

        Assert.True(student.FitOutput(input, teacher, RunMode.Recalibrate));

        Tensors.AssertClose(student.Run(input, RunMode.BatchStatistics), student.Run(input), 1e-3);
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

    private static void AssertFinite(LanaModule module) => Assert.All(
        module.state_dict(), pair => Assert.True(pair.Value.isfinite().all().item<bool>(), pair.Key));

    private static double Error(LanaModule student, LanaModule teacher, Tensor input)
    {
        var target = teacher.Run(input);
        return student.Run(input, RunMode.BatchStatistics).sub(target).square().sum().div(target.square().sum()).item<float>();
    }
}
