using Lana.Candidates;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Runs;
using Lana.Selections;
using Lana.Weights;

namespace Lana.Fuzzing;

/// <summary>The files of a run directory: a student's architecture and weights, the pool's manifest, and a stage's result.</summary>
/// <remarks>The first byte of an input says which file the others replace. The rest of the directory is sound. A folder beside
/// it must stay empty.</remarks>
internal sealed class RunDirectoryTarget : FuzzTarget
{
    private static readonly string[] Files =
        ["student/architecture.json", "student.safetensors", "pool/manifest.json", "stage.json"];

    private static readonly TextMutator Mutator = new(
        "version", "selection", "definition", "entries", "key", "layer", "operation", "fingerprint", "steps", "initialLoss",
        "finalLoss",
        "fileHash", "failure", "hash", "inputs", "seconds", "result", "..", "../../outside", "/tmp", "blocks.1", "efn_e1_k3", "2");

    private readonly string _folder = Directory.CreateTempSubdirectory("lana-").FullName;
    private readonly Candidate _candidate = new(
        DefinitionTarget.Small().Layers[1], Operation.Parse("efn_e1_k3"));

    public RunDirectoryTarget()
        : base("run-directory", typeof(DamagedFileException), typeof(SafetensorsException), typeof(KeyNotFoundException))
    {
        Write();
        Seeds = [.. Files.Select((file, index) => (byte[])[(byte)index, .. File.ReadAllBytes(PathOf(index))])];
    }

    public override IReadOnlyList<byte[]> Seeds { get; }

    private string Run => Path.Combine(_folder, "run");

    public override Func<string> Read(byte[] input)
    {
        var file = input.Length == 0 ? 0 : input[0] % Files.Length;
        File.WriteAllBytes(PathOf(file), input.Length == 0 ? [] : input[1..]);
        try
        {
            var result = file switch { 0 or 1 => ReadStudent(), 2 => ReadPool(), _ => ReadStage() };
            return Directory.GetFileSystemEntries(_folder).Length == 1
                ? result
                : throw new InvalidOperationException("something was written outside of the directory");
        }
        finally
        {
            File.WriteAllBytes(PathOf(file), Seeds[file][1..]);
        }
    }

    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }

    protected override byte[] Mutate(byte[] input, FuzzRandom random) => input is [var file, .. var content]
        ? [file, .. file % Files.Length == 1 ? ByteMutator.Mutate(content, random) : Mutator.Mutate(content, random)]
        : [(byte)random.Below(Files.Length)];

    private void Write()
    {
        using var student = DefinitionTarget.Small().Build();
        var names = student.Definition.Layers.Select(layer => layer.Name).ToList();
        ModuleWeights.Save(student, PathOf(1));
        Internal.AtomicFile.WriteJson(PathOf(0), new StudentArchitecture(
            2, Selection.Of(names, [.. names.Select(_ => "teacher")]), student.Definition.ToJson()));
        using var pool = CandidatePool.Open(Path.Combine(Run, "pool"));
        using var module = _candidate.Definition.Build(_candidate.Layer.Input);
        pool.Add([(new PoolEntry(_candidate.Key, "0123", 10, 1.0, 0.5, ""), module)]);
        ReadStage();
    }

    private Func<string> ReadStudent()
    {
        var student = StudentFiles.Load(Run);
        return () =>
        {
            using (student)
            {
                return student.Definition.ToJson() + ModuleWeights.Fingerprint(student);
            }
        };
    }

    private Func<string> ReadPool()
    {
        var pool = CandidatePool.Open(Path.Combine(Run, "pool"));
        return () =>
        {
            using (pool)
            {
                using var network = DefinitionTarget.Small().Build();
                using var assembled = pool.Assemble(network, [_candidate]);
                return pool.Describe() + ModuleWeights.Fingerprint(assembled);
            }
        };
    }

    private Func<string> ReadStage()
    {
        var store = new RunStore(Run, TimeProvider.System);
        var context = new StageContext(null, CancellationToken.None);
        var result = store.RunAsync(new EchoStage(), new EchoStage.Input("a=b"), context).GetAwaiter().GetResult();
        return () => $"{result.Value}";
    }

    private string PathOf(int file)
    {
        var path = Path.Combine(Run, Files[file]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private sealed class EchoStage : Stage<EchoStage.Input, Selection>
    {
        public override string Name => "stage";

        public override Task<Selection> RunAsync(Input input, StageContext context) =>
            Task.FromResult(Selection.Parse(input.Selection));

        internal sealed record Input(string Selection);
    }
}
