using System.Collections.Concurrent;

namespace Parcels;

public interface IWaitingLine
{
    void Join(string name);
}

public class WaitingLine : IWaitingLine
{
    private readonly ConcurrentQueue<string> _people = new();

    public void Join(string name) => _people.Enqueue(name);
}

/// <summary>Made anew for each request, so that what it holds ends with it.</summary>
public class Drawer
{
    private readonly List<string> _parcels = new();

    public void Put(string parcel) => _parcels.Add(parcel);
}
