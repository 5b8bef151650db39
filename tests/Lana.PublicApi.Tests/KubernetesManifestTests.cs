using k8s;
using k8s.Models;

namespace Lana;

/// <summary>The manifests of <c>eng/cluster/kubernetes</c> by the types of Kubernetes' own API: an unknown field or a value of
/// another kind is an error.</summary>
public sealed class KubernetesManifestTests
{
    private static readonly string[] Commands = ["plan", "work", "merge", "model.onnx"];

    public static TheoryData<string> Jobs => ["plan.yaml", "workers.yaml", "finish.yaml"];

    [Fact]
    public void Folder_OfManifests_HasOnlyThoseThatAreChecked() => Assert.Equal(
        Jobs.Select(job => job.Data).Append("volume.yaml").Order(),
        Directory.EnumerateFiles(Folder(), "*.yaml").Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Job_OfAManifest_IsOneAndRefersToWhatThereIs(string file)
    {
        var job = Load<V1Job>(file);
        var pod = job.Spec.Template.Spec;
        var containers = pod.Containers.Concat(pod.InitContainers ?? []).ToList();

        Assert.Equal(("batch/v1", "Job"), (job.ApiVersion, job.Kind));
        Assert.Equal("Never", pod.RestartPolicy);
        Assert.Equal([Load<V1PersistentVolumeClaim>("volume.yaml").Metadata.Name], pod.Volumes.Select(volume => volume.PersistentVolumeClaim.ClaimName));
        Assert.All(containers, container =>
        {
            Assert.Contains(container.Args[0], Commands);
            Assert.Equal("run", container.Args[container.Args.IndexOf("--out") + 1]);
            Assert.Equal(pod.Volumes.Select(volume => volume.Name), container.VolumeMounts.Select(mount => mount.Name));
        });
        Assert.Equal(
            Load<V1Job>("plan.yaml").Spec.Template.Spec.Containers[0].Args.Skip(1),
            containers[0].Args.SkipWhile(word => word != "model.onnx"));
    }

    [Fact]
    public void Workers_OfTheJob_AreIndexedAndStartedAgainWhenToldToEnd()
    {
        var spec = Load<V1Job>("workers.yaml").Spec;
        var worker = spec.Template.Spec.Containers.Single();

        Assert.Equal("Indexed", spec.CompletionMode);
        Assert.Equal($"{spec.Completions}", worker.Env.Single(variable => variable.Name == "JOB_COMPLETIONS").Value);
        var code = spec.PodFailurePolicy.Rules.Single(rule => rule.OnExitCodes is not null);
        Assert.Equal(("Ignore", worker.Name), (code.Action, code.OnExitCodes.ContainerName));
        Assert.Equal([75], code.OnExitCodes.Values);
        Assert.True(spec.Template.Spec.TerminationGracePeriodSeconds >= 60);
    }

    [Fact]
    public void Volume_OfTheWorkers_IsSharedByNodes() => Assert.Equal(
        ["ReadWriteMany"], Load<V1PersistentVolumeClaim>("volume.yaml").Spec.AccessModes);

    [Theory]
    [InlineData("completionMode: Indexed", "completionMod: Indexed")]
    [InlineData("completions: 16", "completions: many")]
    public void Manifest_WithAMistake_IsRefused(string right, string wrong)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), "workers.yaml"));

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.Deserialize<V1Job>(text.Replace(right, wrong, StringComparison.Ordinal), strict: true));
    }

    private static T Load<T>(string file) =>
        KubernetesYaml.Deserialize<T>(File.ReadAllText(Path.Combine(Folder(), file)), strict: true);

    private static string Folder() => Path.Combine(Repository.Root, "eng/cluster/kubernetes");
}
