using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;
using Lana.Pool;
using static TorchSharp.torch;

namespace Lana.Pretraining;

[Collection(TorchCollection.Name)]
public sealed class SufficientLossTests
{
    [Fact]
    public async Task Train_InitialWeightsAreTheTeachers_TrainsNothing()
    {
        using var scratch = new Scratch();
        var training = new SmallTraining(scratch.Path) { More = [new CopyOfTheLayer()] };

        var entries = await training.RunAsync();

        var copy = entries.Single(entry => entry.Key.Operation == CopyOfTheLayer.OperationName);
        Assert.Equal(2, copy.Steps);
        Assert.InRange(copy.FinalLoss, 0.0, 1e-6);
        Assert.All(entries.Except([copy]), entry => Assert.Equal(6, entry.Steps));
        using var teacher = Some.Teacher();
        using var pool = CandidatePool.Open(scratch.Path);
        var layer = SmallTraining.Candidates[^1].Layer;
        var module = pool.Load(new Candidate(layer, new CopyOfTheLayer()));
        Assert.All(
            module.state_dict().Zip(teacher.Layers[layer.Index].Module.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
    }

    [Fact]
    public async Task Train_SufficientLossIsZero_TrainsEveryOperation()
    {
        using var scratch = new Scratch();
        var options = SmallTraining.MakeOptions();
        options.SufficientLoss = 0.0;

        var entries = await new SmallTraining(scratch.Path) { Options = options, More = [new CopyOfTheLayer()] }.RunAsync();

        Assert.All(entries, entry => Assert.Equal(6, entry.Steps));
    }

    [Fact]
    public async Task Train_NoBetterThanLeavingTheLayerOut_IsTrainedWhateverTheLimit()
    {
        using var scratch = new Scratch();
        var options = SmallTraining.MakeOptions();
        options.SufficientLoss = 1.0;

        var entries = await new SmallTraining(scratch.Path) { Options = options, More = [new CopyOfTheLayer()] }.RunAsync();

        var layer = SmallTraining.Candidates[^1].Layer;
        Assert.True(layer.KeepsShape);
        Assert.All(
            entries.Where(entry => entry.Key.Layer == layer.Name),
            entry => Assert.Equal(entry.Key.Operation == CopyOfTheLayer.OperationName ? 2 : 6, entry.Steps));
    }

    [Theory]
    [InlineData("inherit_w0.5")]
    [InlineData("inherit_w0.25")]
    public async Task Train_InheritedOperation_BeginsBelowAFreshOneThatIsNotFitted(string name)
    {
        using var scratch = new Scratch();
        var options = SmallTraining.MakeOptions();
        (options.SufficientLoss, options.LearningRate, options.FitOutput) = (0.0, 1e-8, false);

        var entries = await new SmallTraining(scratch.Path) { Options = options, More = [Operation.Parse(name)] }.RunAsync();

        var inherited = entries.Single(entry => entry.Key.Operation == name);
        Assert.All(
            entries.Where(entry => entry.Key.Layer == inherited.Key.Layer && entry != inherited),
            fresh => Assert.True(inherited.FinalLoss < fresh.FinalLoss, $"{inherited.FinalLoss} and {fresh.FinalLoss}"));
    }

    private sealed class CopyOfTheLayer() : Operation(OperationName)
    {
        public const string OperationName = "copy";

        public override Definition Define(Layer layer) => layer.Definition;

        public override void Initialise(LanaModule module, InitialisationData data)
        {
            using var gradients = no_grad();
            foreach (var (key, value) in data.TeacherLayer.state_dict())
            {
                module.state_dict()[key].copy_(value);
            }
        }
    }
}
