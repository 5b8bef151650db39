using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Lana.Benchmarks;
using Lana.Benchmarks.Conformance;
using Lana.Benchmarks.Distillation;
using Lana.Benchmarks.Export;
using Lana.Benchmarks.Fuzzing;
using Lana.Benchmarks.Ilp;
using Lana.Benchmarks.Imported;
using Lana.Benchmarks.Latency;
using Lana.Benchmarks.Norms;
using Lana.Benchmarks.Quality;
using Lana.Benchmarks.Quickstart;
using Lana.Benchmarks.SearchSpaces;
using Lana.Benchmarks.Sharding;
using Lana.Benchmarks.Supervision;
using Lana.Native;
using Samples;

// A verb is a report with a JSON object as its last line; other arguments are passed to BenchmarkDotNet.
IReadOnlyList<IBenchmarkVerb> verbs =
[
    new BurnVerb(),
    new ConformanceVerb(),
    new DistillationVerb(),
    new ExportVerb(),
    new FuzzVerb(),
    new IlpVerb(),
    new ImagesVerb(),
    new ImportedVerb(),
    new LatencyVerb(),
    new ReexportVerb(),
    new NormsVerb(),
    new QualityVerb(),
    new SupervisionVerb(),
    new TeacherVerb(),
    new SearchSpaceVerb(),
    new ShardingVerb(),
];
if (args.Length > 0 && verbs.FirstOrDefault(verb => verb.Name == args[0]) is { } chosen)
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    return await chosen.RunAsync(new Arguments(args[1..]), stop.Token);
}

// In this process: torch is started once, with the default allocator settings of users.
TorchRuntime.Initialize();
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(IlpVerb).Assembly).Run(args, config);
return 0;
