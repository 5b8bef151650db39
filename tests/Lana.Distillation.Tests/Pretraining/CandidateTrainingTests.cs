using Lana.Candidates;
using Lana.Definitions;
using Lana.Kernels;
using Lana.Models;
using Lana.Networks;
using Lana.Pool;
using Lana.Training;
using TorchSharp;

namespace Lana.Pretraining;

[Collection(TorchCollection.Name)]
public sealed class CandidateTrainingTests
{
    [Fact]
    public void Train_FiftySteps_LeaksNoTensor()
    {
        using var teacher = Some.Teacher();
        var data = Some.Images();
        var sequence = new BatchSequence(data.Count, 0, 8, seed: 1);
        using var training = new CandidateTraining(
            SmallTraining.Candidates[1], LayerOf(teacher), "fingerprint", seed: 1, totalSteps: 60, SmallTraining.MakeOptions());
        void Step(long step)
        {
            using var scope = torch.NewDisposeScope();
            using var batch = data.Read(sequence.Indices(step));
            using var features = FeatureBatch.Compute(
                teacher, batch, new HashSet<int> { training.Candidate.Layer.Index }, PretrainingLoss.Normalised);
            training.Train([features], first: 0, TestContext.Current.CancellationToken);
        }

        Step(0);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 1; step <= 50; step++)
        {
            Step(step);
        }

        Assert.Equal(51, training.Entry.Steps);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Train_MixedPrecision_ReachesTheLossOfFloat32()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = ModelRegistry.Create(
            "resnet20", new NetworkOptions { Resolution = Some.Side, InputChannels = 1, Classes = Some.Classes });
        using var batch = Some.Images().Read([0, 1, 2, 3, 4, 5, 6, 7]);
        var layer = teacher.Definition.Layers[0];
        var candidate = new Candidate(layer, Operation.Parse("cb_res_k3_w2"));
        using var features = FeatureBatch.Compute(teacher, batch, new HashSet<int> { layer.Index }, PretrainingLoss.Normalised);
        PoolEntry Train(TrainingPrecision precision)
        {
            var options = SmallTraining.MakeOptions();
            (options.Precision, options.FitOutput, options.SufficientLoss) = (precision, false, 0.0);
            using var training = new CandidateTraining(
                candidate, teacher.Layers[layer.Index].Module, "fingerprint", seed: 1, totalSteps: 40, options);
            training.Train([.. Enumerable.Repeat(features, 40)], first: 0, TestContext.Current.CancellationToken);
            return training.Entry;
        }

        var (full, mixed) = (Train(TrainingPrecision.Full), Train(TrainingPrecision.Mixed));

        Assert.InRange(mixed.FinalLoss, 0.95 * full.FinalLoss, 1.05 * full.FinalLoss);
        Assert.Equal(MixedPrecision.IsSupported, mixed.FinalLoss != full.FinalLoss);
    }

    [Fact]
    public void Train_InitialSpread_SaysHowFarFromTheTeacherItBegins()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Some.Teacher();
        using var batch = Some.Images().Read([0, 1, 2, 3, 4, 5, 6, 7]);
        var layer = SmallTraining.Candidates[1].Layer.Index;
        using var features = FeatureBatch.Compute(teacher, batch, new HashSet<int> { layer }, PretrainingLoss.Normalised);
        double FirstLoss(double spread)
        {
            var options = SmallTraining.MakeOptions();
            (options.InitialSpread, options.FitOutput) = (spread, false);
            using var training = new CandidateTraining(
                SmallTraining.Candidates[1], LayerOf(teacher), "fingerprint", seed: 1, totalSteps: 60, options);
            training.Train([features], first: 0, TestContext.Current.CancellationToken);
            return training.Entry.InitialLoss;
        }

        // A spread of its own takes nothing away and adds itself: 1 + s² of what the teacher adds.
        Assert.Equal((1.0 + (3.0 * 3.0)) / (1.0 + (0.1 * 0.1)), FirstLoss(3.0) / FirstLoss(0.1), 1.5);
    }

    [Fact]
    public void Train_FitOutput_BeginsBelowTheSpread()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Some.Teacher();
        using var batch = Some.Images().Read([0, 1, 2, 3, 4, 5, 6, 7]);
        var layer = SmallTraining.Candidates[1].Layer.Index;
        using var features = FeatureBatch.Compute(teacher, batch, new HashSet<int> { layer }, PretrainingLoss.Normalised);
        double FirstLoss(bool fits)
        {
            var options = SmallTraining.MakeOptions();
            (options.FitOutput, options.SufficientLoss) = (fits, 0.0);
            using var training = new CandidateTraining(
                SmallTraining.Candidates[1], LayerOf(teacher), "fingerprint", seed: 1, totalSteps: 60, options);
            training.Train([features], first: 0, TestContext.Current.CancellationToken);
            return training.Entry.InitialLoss;
        }

        Assert.InRange(FirstLoss(fits: true), 0.0, 0.5 * FirstLoss(fits: false));
    }

    [Fact]
    public void Compute_WithoutAScope_LeavesNothingBehindWhenDisposed()
    {
        using var teacher = Some.Teacher();
        var data = Some.Images();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var step = 0; step < 5; step++)
        {
            using var batch = data.Read([0, 1, 2, 3]);
            using var features = FeatureBatch.Compute(
                teacher, batch, new HashSet<int> { 0, 3 }, PretrainingLoss.Squared);
            Assert.Equal(1.0 / features[3].Target.numel(), features[3].Scale);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Compute_NormalisedLoss_ScalesByTheTargetsEnergy()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Some.Teacher();
        using var batch = Some.Images().Read([0, 1, 2, 3]);

        using var features = FeatureBatch.Compute(teacher, batch, new HashSet<int> { 3 }, PretrainingLoss.Normalised);

        var energy = features[3].Target.square().sum().item<float>();
        Assert.Equal(1.0, features[3].Scale * energy, 1e-6);
    }

    [Fact]
    public void Record_OfLosses_AveragesTheFirstTwentiethAndTheLastTenth()
    {
        var record = new LossRecord(40);

        for (var step = 0; step < 40; step++)
        {
            record.Add(step, step);
        }

        Assert.Equal(0.5, record.Initial);
        Assert.Equal(37.5, record.Final);
    }

    private static LanaModule LayerOf(Network teacher) =>
        teacher.Layers[SmallTraining.Candidates[1].Layer.Index].Module;
}
