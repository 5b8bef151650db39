using CustomOperation;
using Lana.Candidates;
using Lana.Data;
using Lana.Export;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

return await Sample.RunAsync(args, async (arguments, cancellationToken) =>
{
    var isShort = arguments.Has("--short");
    var output = arguments.Text("--out", "custom-operation-out");
    var budget = arguments.Number("--budget", 0.5);
    arguments.ThrowIfUnread();

    var services = new ServiceCollection();
    services.AddLana()
        .AddCandidates(searchSpace => searchSpace.UseSingleShot().Add(new SeparablePair(), TorchPair.Operation))
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
    Console.WriteLine(provider.GetRequiredService<ISearchSpace>().Describe(teacher.Definition));
    using var result = await ProgressView.ShowAsync(progress => provider.GetRequiredService<IAccelerator>()
        .AccelerateAsync(teacher, new TrainingData(train, data.HeldOut), Budget.Latency(budget), progress, cancellationToken));

    var before = OnnxAccuracy.Top1(OnnxExporter.Export(teacher), data.Test, cancellationToken: cancellationToken);
    var student = await File.ReadAllBytesAsync(result.OnnxPath, cancellationToken);
    var after = OnnxAccuracy.Top1(student, data.Test, cancellationToken: cancellationToken);
    var report = Report.Of(teacher, result, before, after);
    report.Print();
    ReportFile.Write(output, report, result, new AccelerationReportOptions
    {
        Title = "A network with operations of your own",
        TeacherAccuracy = before,
        StudentAccuracy = after,
    });
    AnsiConsole.MarkupLineInterpolated(
        $"written to {output}: student.onnx, student.safetensors, report.json, report.html");
    return 0;
});
