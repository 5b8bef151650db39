using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>The checkpoints next to a pool: a file for each candidate, so that groups of another composition can also
/// continue from them.</summary>
internal static class CandidateCheckpoints
{
    public static CheckpointFile FileOf(CandidatePool pool, Candidate candidate, string fingerprint) => new(
        Path.Combine(FolderOf(pool), candidate.Layer.Name, $"{candidate.Operation.Name}.safetensors"), fingerprint);

    public static void DeleteAll(CandidatePool pool)
    {
        try
        {
            if (Directory.Exists(FolderOf(pool)))
            {
                Directory.Delete(FolderOf(pool), recursive: true);
            }
        }
        catch (IOException)
        {
            // Another worker on the same candidates writes there just now, and deletes the rest when it ends.
        }
    }

    private static string FolderOf(CandidatePool pool) => Path.Combine(pool.RecordsDirectory, "in-flight");
}
