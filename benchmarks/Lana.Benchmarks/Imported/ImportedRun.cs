using System.Diagnostics;
using Lana.Data;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Scoring;
using Microsoft.Extensions.DependencyInjection;
using Samples;

namespace Lana.Benchmarks.Imported;

/// <summary>Accelerates one file as a user would, without labels, and evaluates the student.</summary>
internal sealed class ImportedRun(ImportedGoal goal, ImportedFolders folders, ulong seed)
{
    private const int HeldOut = 500;
    private const int FittingImages = 10_000;
    private const int JudgingImages = 2_000;

    // A reserve for the error of the last measurement.
    private const double Reserve = 0.98;

    public async Task<ImportedRow> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var imported = OnnxNetwork.Load(folders.Model(goal.Model), new OnnxImportOptions { Size = goal.Size });
        Console.WriteLine(imported.Report);
        var teacher = imported.Network;
        var (heldOut, rest) = Open(goal.Train, teacher, ImageFolderLabels.None).Split(HeldOut, seed);
        var train = goal.Images > 0 && goal.Images < rest.Count ? rest.Split(goal.Images, seed).First : rest;
        await using var services = Wire(teacher.Definition);
        var data = new TrainingData(new TeacherOutputSource(teacher, train), new TeacherOutputSource(teacher, heldOut));
        using var result = await services.GetRequiredService<IAccelerator>().AccelerateAsync(
            teacher, data, Budget.Latency(Reserve / goal.Speedup), new ProgressLines(goal.Name), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var plain = await new PlainBaseline(services, teacher, Path.Combine(result.RunDirectory, "pool")).MakeAsync(
            Reserve / goal.Speedup, data, seed, new ProgressLines($"{goal.Name}, plain"), cancellationToken);
        return new ImportedRow(
            goal.Name,
            goal.Speedup,
            result.Latency.TeacherMs,
            result.Latency.StudentMs,
            await JudgeAsync(teacher, cancellationToken),
            await JudgeAsync(result.Student, cancellationToken),
            result.OutputAgreements,
            result.Parity.RelativeDifference,
            train.Count,
            seconds,
            result.StageSeconds,
            [.. result.Chosen.Selection.Operations],
            plain is null ? null : await JudgePlainAsync(plain, teacher, heldOut, cancellationToken));
    }

    private async Task<PlainRow> JudgePlainAsync(
        PlainNetwork plain, Network teacher, IBatchSource heldOut, CancellationToken cancellationToken) => new(
        plain.Latency.Share,
        await JudgeAsync(plain.Student, cancellationToken),
        await NetworkEvaluator.CompareOutputsAsync(
            plain.Student, teacher, heldOut, cancellationToken: cancellationToken),
        plain.Seconds,
        plain.Operations);

    private ServiceProvider Wire(NetworkDefinition network)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ITrainingObjective>(new OutputMatchingObjective(network));
        services.AddLana()
            .UseEffort(goal.Effort)
            .AddCandidates(space => _ = goal.HasNewOperations ? space.UseInherited().UseCompact() : space.UseInherited())
            .AddDistillation(fineTuning: options => options.Epochs = goal.Epochs ?? options.Epochs)
            .AddOnnxRuntimeLatency()
            .AddIlpSearch(acceleration: options =>
            {
                options.RunDirectory = folders.RunOf(goal.Name, seed);
                options.Seed = seed;
            });
        return services.BuildServiceProvider();
    }

    private async Task<double?> JudgeAsync(Network network, CancellationToken cancellationToken)
    {
        switch (goal.Judge)
        {
            case ImportedJudge.Classes:
                var test = Open(goal.Test!, network, ImageFolderLabels.ClassFolders);
                return (await NetworkEvaluator.EvaluateAsync(network, test, cancellationToken: cancellationToken)).Accuracy;
            case ImportedJudge.Features:
                var labelled = Open(goal.Train, network, ImageFolderLabels.ClassFolders);
                return FeatureClassifier.Top1(
                    network,
                    labelled.Split(FittingImages, seed).First,
                    Open(goal.Test!, network, ImageFolderLabels.ClassFolders).Split(JudgingImages, seed).First,
                    labelled.Classes.Count,
                    cancellationToken);
            default:
                return null;
        }
    }

    private ImageFolderSource Open(string folder, Network network, ImageFolderLabels labels) => ImageFolderSource.Open(
        folders.Images(folder),
        goal.Preprocessing with
        {
            Labels = labels,
            Channels = network.Input.Channels,
            Size = new SpatialSize(network.Input.Height, network.Input.Width),
        });
}
