module example.org/lostfound

go 1.23

require go.etcd.io/bbolt v1.3.11

require golang.org/x/sys v0.28.0 // indirect
