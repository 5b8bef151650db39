using CustomOperation;
using Lana;
using Lana.Acceleration;
using Lana.Candidates;
using Lana.Data;
using Lana.Measuring;
using Lana.Onnx;
using Lana.Selection;
using Lana.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

try
{
    var arguments = new Arguments(args);
    var isShort = arguments.Has("--short");
    var output = arguments.Text("--out", "custom-operation-out");
    var budget = arguments.Number("--budget", 0.5);
    arguments.ThrowIfUnread();

    var services = new ServiceCollection();
    services.AddLana()
        .AddCandidates(zoo => zoo.UseSingleShot().Add(new SeparablePair(), TorchPair.Operation))
        .AddDistillation(
            pretraining => pretraining.ImagesPerEpoch = isShort ? 256 : 5120,
            scoring => scoring.Images = isShort ? 128 : 768,
            tuning =>
            {
                tuning.Epochs = isShort ? 1 : 6;
                tuning.LearningRate = 2e-3;
            })
        .AddOnnxRuntimeLatency()
        .AddIlpSearch(
            selection => selection.Solutions = isShort ? 4 : 16,
            ranking => ranking.Images = isShort ? 128 : 768,
            acceleration => acceleration.RunDirectory = output);
    await using var provider = services.BuildServiceProvider();

    var data = FashionMnist.Load(Path.Combine(AppContext.BaseDirectory, "data"));
    var train = isShort ? data.Train.Take(2048) : data.Train;
    using var teacher = Teacher.Load();
    Console.WriteLine(provider.GetRequiredService<ICandidateZoo>().Describe(teacher.Definition));
    using var result = await ProgressView.ShowAsync(progress => provider.GetRequiredService<IAccelerator>()
        .AccelerateAsync(teacher, new TrainingData(train, data.HeldOut), Budget.Latency(budget), progress));

    var before = OnnxAccuracy.Top1(OnnxExporter.Export(teacher), data.Test);
    var after = OnnxAccuracy.Top1(await File.ReadAllBytesAsync(result.OnnxPath), data.Test);
    var report = Report.Of(teacher, result, before, after);
    report.Print();
    AtomicFile.WriteJson(Path.Combine(output, "report.json"), report);
    AtomicFile.WriteAllText(Path.Combine(output, "report.html"), report.ToHtml());
    AnsiConsole.MarkupLineInterpolated(
        $"written to {output}: student.onnx, student.safetensors, report.json, report.html");
    return 0;
}
catch (Exception failure) when (failure is LanaException or ArgumentException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
